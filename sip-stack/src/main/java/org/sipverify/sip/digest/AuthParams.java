package org.sipverify.sip.digest;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters of a Digest challenge: tokens and quoted strings, separated by commas. */
final class AuthParams {
    private static final String SCHEME = "Digest";

    private final String text;
    private int at;

    private AuthParams(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** By name in small letters, quoted pairs resolved. Empty for another scheme, or if it is malformed. */
    static Optional<Map<String, String>> read(String field) {
        var text = field.strip();
        boolean isDigest = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && text.length() > SCHEME.length()
                && isBlank(text.charAt(SCHEME.length()));
        return isDigest ? new AuthParams(text, SCHEME.length()).all() : Optional.empty();
    }

    private Optional<Map<String, String>> all() {
        var params = new LinkedHashMap<String, String>();
        while (true) {
            skip(true);
            if (at == text.length()) {
                return Optional.of(params);
            }
            var name = token().toLowerCase(Locale.ROOT);
            skip(false);
            if (name.isEmpty() || at == text.length() || text.charAt(at++) != '=') {
                return Optional.empty();
            }
            skip(false);
            var value = value();
            if (value.isEmpty() || params.putIfAbsent(name, value.get()) != null) {
                return Optional.empty(); // a parameter that is there twice means two things
            }
            skip(false);
            if (at < text.length() && text.charAt(at) != ',') {
                return Optional.empty();
            }
        }
    }

    private Optional<String> value() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        var token = token();
        return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }

    private Optional<String> quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(value.toString());
            }
            if (c == '\\' && ++at == text.length()) {
                break;
            }
            value.append(text.charAt(at));
        }
        return Optional.empty();
    }

    private String token() {
        int from = at;
        while (at < text.length() && !isBlank(text.charAt(at)) && ",=\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private void skip(boolean commas) {
        while (at < text.length() && (isBlank(text.charAt(at)) || (commas && text.charAt(at) == ','))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
