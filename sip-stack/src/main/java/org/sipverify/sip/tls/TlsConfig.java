package org.sipverify.sip.tls;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;

/**
 * TLS as configured: the section {@code sip.tls}, when it is enabled.
 *
 * @param certificates the first is presented to callers that send no server name or an unknown one
 * @param caFile the authorities that may sign a peer's certificate; empty for the JDK's
 * @param handshakeTimeout how long a peer may take for its first message, and again for the rest of the handshake
 */
public record TlsConfig(
        int port,
        List<KeyFiles> certificates,
        Optional<Path> caFile,
        ClientAuth clientAuth,
        Duration handshakeTimeout) {

    /** Whether callers present a certificate. */
    public enum ClientAuth {
        NONE,
        WANT,
        NEED
    }

    /**
     * A certificate and its key.
     *
     * @param certificate the certificate followed by its intermediates
     * @param password the passphrase of the key
     */
    public record KeyFiles(Path certificate, Path key, Optional<Path> password) {
        private static KeyFiles from(ConfigSection section) {
            return new KeyFiles(
                    needed(section, "cert-file"), needed(section, "key-file"), section.file("key-password-file"));
        }

        /** If a file is missing, the mistake is in the line that enables TLS, or in the item of the list. */
        private static Path needed(ConfigSection section, String key) {
            return section.file(key)
                    .orElseThrow(() -> section.mistake(
                            section.has("enabled") ? "enabled" : key,
                            "TLS needs a certificate and its key: name the file in " + section.path() + "." + key));
        }

        Stream<Path> files() {
            return Stream.concat(Stream.of(certificate, key), password.stream());
        }
    }

    public TlsConfig {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty() || (clientAuth != ClientAuth.NONE && caFile.isEmpty())) {
            throw new IllegalArgumentException("no certificate, or no authority to trust");
        }
    }

    /**
     * Reads the section; empty when TLS is not enabled.
     *
     * @throws ConfigException at a mistake in it or in a file that it names
     */
    public static Optional<TlsConfig> from(ConfigSection tls) {
        if (!tls.flag("enabled")) {
            return Optional.empty();
        }
        var sections = new ArrayList<ConfigSection>(List.of(tls));
        sections.addAll(tls.sections("certificates"));
        var caFile = tls.file("ca-file");
        var clientAuth = tls.choice("client-auth", ClientAuth.class);
        if (clientAuth != ClientAuth.NONE && caFile.isEmpty()) {
            throw tls.mistake(
                    "client-auth", "needs sip.tls.ca-file, which names the authorities that sign client certificates");
        }
        var config = new TlsConfig(
                tls.whole("port", 1, 65_535),
                sections.stream().map(KeyFiles::from).toList(),
                caFile,
                clientAuth,
                tls.duration("handshake-timeout", Duration.ofMillis(1), Duration.ofMinutes(10)));
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

    private static void check(ConfigSection section, Reading reading) {
        try {
            var unused = reading.read();
        } catch (TlsFileException e) {
            throw section.mistake(e.key(), String.valueOf(e.getMessage()));
        }
    }

    List<Path> files() {
        return Stream.concat(certificates.stream().flatMap(KeyFiles::files), caFile.stream())
                .distinct()
                .toList();
    }
}
