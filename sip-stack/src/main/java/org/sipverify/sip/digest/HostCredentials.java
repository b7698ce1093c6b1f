package org.sipverify.sip.digest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.Secret;
import org.sipverify.formats.file.SecretSource;

/**
 * What this server answers to those who ask it for credentials: {@code sip.credentials} of the configuration.
 *
 * @param byHost by the host of the URI that a request goes to, in lower case
 */
public record HostCredentials(Map<String, Credentials> byHost) {
    /** A challenge is never answered. */
    public static final HostCredentials NONE = new HostCredentials(Map.of());

    private static final List<String> KEYS = List.of("host", "user", "password", "password-file");
    private static final String PASSWORD = "password";

    /** Keeps its own map. */
    public HostCredentials {
        byHost = Map.copyOf(byHost);
    }

    /** Reads the list in the section {@code sip}; files with passwords are read now. */
    public static HostCredentials from(ConfigSection sip) {
        var found = new HashMap<String, Credentials>();
        for (var section : sip.sections("credentials")) {
            section.onlyKeys(KEYS);
            var host = section.read("host", HostCredentials::host);
            if (found.put(host, credentials(section)) != null) {
                throw section.mistake("host", "has credentials already: " + host);
            }
        }
        return new HostCredentials(found);
    }

    private static String host(String text) {
        if (!text.matches("[A-Za-z0-9_.-]+|[0-9A-Fa-f:.]+")) {
            throw new IllegalArgumentException("must be the host of a target, such as sbc.example.com, not " + text);
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static Credentials credentials(ConfigSection section) {
        var password = new SecretSource(
                section.has(PASSWORD) ? new Secret(section.text(PASSWORD)) : Secret.NONE,
                section.has(PASSWORD + "-file") ? section.file(PASSWORD + "-file") : Optional.empty());
        if (password.value().isPresent() == password.file().isPresent()) {
            throw section.mistake(
                    password.value().isPresent() ? PASSWORD : "host", "set either password or password-file");
        }
        try {
            return section.read("user", user -> new Credentials(user, Secret.NONE))
                    .with(new Secret(password.reveal()));
        } catch (IOException e) {
            throw section.mistake(password.key(PASSWORD), String.valueOf(e.getMessage()));
        }
    }

    /** Those for a request to that host; none if there are none. */
    public Credentials of(String host) {
        return byHost.getOrDefault(host.toLowerCase(Locale.ROOT), Credentials.NONE);
    }
}
