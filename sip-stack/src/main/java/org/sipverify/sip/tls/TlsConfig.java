package org.sipverify.sip.tls;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TLS as configured: the section {@code sip.tls}, when it is enabled.
 *
 * @param certificates the first is shown to whoever asks for no name or an unknown one
 * @param caFile who may sign a peer's certificate; empty for the JDK's authorities
 * @param handshakeTimeout how long a peer may take for its first message, and again for the rest of the handshake
 */
public record TlsConfig(
        int port,
        List<KeyFiles> certificates,
        Optional<Path> caFile,
        ClientAuth clientAuth,
        Duration handshakeTimeout) {

    /** Whether callers show a certificate. */
    public enum ClientAuth {
        NONE,
        WANT,
        NEED
    }

    /**
     * A certificate and its key.
     *
     * @param certificate the certificate and those between it and its root, in that order
     * @param password the pass-phrase of the key
     */
    public record KeyFiles(Path certificate, Path key, Optional<Path> password) {
        private static KeyFiles from(Config section, Path home) {
            for (var needed : List.of("cert-file", "key-file")) {
                if (text(section, needed).isEmpty()) {
                    var origin = section.hasPath("enabled")
                            ? section.getValue("enabled").origin()
                            : section.origin();
                    throw new ConfigException.BadValue(
                            origin, "sip.tls." + needed, "TLS needs a certificate and its key: name the file");
                }
            }
            return new KeyFiles(
                    home.resolve(text(section, "cert-file")),
                    home.resolve(text(section, "key-file")),
                    path(section, "key-password-file", home));
        }

        Stream<Path> files() {
            return Stream.concat(Stream.of(certificate, key), password.stream());
        }
    }

    public TlsConfig {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty() || (clientAuth != ClientAuth.NONE && caFile.isEmpty())) {
            throw new IllegalArgumentException("no certificate, or nobody to trust");
        }
    }

    /**
     * Reads the section; empty when TLS is not enabled.
     *
     * @param home the directory that relative paths start from
     * @throws ConfigException at a mistake in it or in a file that it names
     */
    public static Optional<TlsConfig> from(Config tls, Path home) {
        if (!tls.getBoolean("enabled")) {
            return Optional.empty();
        }
        var sections = new ArrayList<Config>(List.of(tls));
        sections.addAll(tls.getConfigList("certificates"));
        var caFile = path(tls, "ca-file", home);
        var clientAuth = clientAuth(tls);
        if (clientAuth != ClientAuth.NONE && caFile.isEmpty()) {
            throw bad(tls, "client-auth", "name in sip.tls.ca-file the authorities whose clients are welcome");
        }
        var config = new TlsConfig(
                port(tls),
                sections.stream().map(section -> KeyFiles.from(section, home)).toList(),
                caFile,
                clientAuth,
                timeout(tls));
        for (int i = 0; i < sections.size(); i++) {
            var files = config.certificates.get(i);
            check(sections.get(i), () -> Identity.read(files));
        }
        check(tls, () -> Contexts.read(config));
        return Optional.of(config);
    }

    /** Reads files. */
    @FunctionalInterface
    private interface Reading {
        Object read() throws TlsFileException;
    }

    private static void check(Config section, Reading reading) {
        try {
            var unused = reading.read();
        } catch (TlsFileException e) {
            throw bad(section, e.key(), String.valueOf(e.getMessage()));
        }
    }

    private static ClientAuth clientAuth(Config tls) {
        return switch (tls.getString("client-auth").toLowerCase(Locale.ROOT)) {
            case "none" -> ClientAuth.NONE;
            case "want" -> ClientAuth.WANT;
            case "need" -> ClientAuth.NEED;
            default -> throw bad(tls, "client-auth", "must be none, want or need");
        };
    }

    private static int port(Config tls) {
        var port = tls.getInt("port");
        if (port < 1 || port > 65535) {
            throw bad(tls, "port", "must be 1 to 65535, not " + port);
        }
        return port;
    }

    private static Duration timeout(Config tls) {
        var timeout = tls.getDuration("handshake-timeout");
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw bad(tls, "handshake-timeout", "must be 1 ms to 10 minutes, not " + timeout);
        }
        return timeout;
    }

    private static Optional<Path> path(Config section, String key, Path home) {
        return Optional.of(text(section, key)).filter(text -> !text.isEmpty()).map(home::resolve);
    }

    private static String text(Config section, String key) {
        return section.hasPath(key) ? section.getString(key) : "";
    }

    private static ConfigException bad(Config section, String key, String what) {
        var origin = section.hasPath(key) ? section.getValue(key).origin() : section.origin();
        return new ConfigException.BadValue(origin, "sip.tls." + key, what);
    }

    List<Path> files() {
        return Stream.concat(certificates.stream().flatMap(KeyFiles::files), caFile.stream())
                .distinct()
                .toList();
    }
}
