package org.sipverify.http.access;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.http.Role;

/** The tokens of {@code http.tokens-file}: one a line, {@code name role sha256}; {@code #} begins a comment. */
public record Tokens(List<Token> all) {
    /** No tokens. */
    public static final Tokens NONE = new Tokens(List.of());

    /** Each request is compared with all of them. */
    static final int MOST = 1000;

    /** Keeps its own list. */
    public Tokens {
        all = List.copyOf(all);
    }

    /**
     * Reads the file's text.
     *
     * @throws ConfigException at a mistake, naming file and line
     */
    public static Tokens parse(Path file, String text) {
        var tokens = new ArrayList<Token>();
        var names = new HashSet<String>();
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                var token = token(line);
                if (!names.add(token.name())) {
                    throw new IllegalArgumentException("there is a token of this name already");
                }
                tokens.add(token);
            } catch (IllegalArgumentException e) {
                throw new ConfigException.Generic(file + ": " + (i + 1) + ": " + e.getMessage());
            }
        }
        if (tokens.size() > MOST) {
            throw new ConfigException.Generic(file + ": has more than " + MOST + " tokens");
        }
        return new Tokens(tokens);
    }

    private static Token token(String line) {
        var words = line.split("\\s+", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException(
                    "must be NAME ROLE SHA256, as \"sip-verify token NAME --role ROLE\" writes it");
        }
        var role =
                Role.of(words[1]).orElseThrow(() -> new IllegalArgumentException("a role is watch, read or operate"));
        return new Token(words[0], role, words[2]);
    }

    /** The token of this secret. All are compared in full, so that the time says nothing about them. */
    Optional<Token> find(String secret) {
        var asked = Digests.sha256(secret);
        @Nullable Token found = null;
        for (var token : all) {
            if (MessageDigest.isEqual(asked, token.digest())) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether this very token still is one of them, in the role it has now. */
    Optional<Token> current(Token before) {
        return all.stream()
                .filter(token ->
                        token.name().equals(before.name()) && token.sha256().equals(before.sha256()))
                .findFirst();
    }

    /** How many there are, in words. */
    public String summary() {
        return all.size() == 1 ? "1 token" : all.size() + " tokens";
    }
}
