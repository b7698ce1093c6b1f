package org.sipverify.http.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;

/**
 * The files of the certificate that the server shows.
 *
 * @param certificate the certificate followed by its intermediates
 * @param password the passphrase of the key
 */
public record KeyFiles(Path certificate, Path key, Optional<Path> password) {
    /**
     * Reads the section {@code http.tls}; empty when it names no certificate.
     *
     * @throws ConfigException when it names one file of the two, or one that is unusable
     */
    static Optional<KeyFiles> from(ConfigSection tls) {
        var certificate = tls.file("cert-file");
        var key = tls.file("key-file");
        if (certificate.isPresent() != key.isPresent()) {
            throw tls.mistake(
                    certificate.isPresent() ? "cert-file" : "key-file",
                    "TLS needs a certificate and its key: set http.tls.cert-file and http.tls.key-file");
        }
        var files = certificate.map(it -> new KeyFiles(it, key.orElseThrow(), tls.file("key-password-file")));
        if (files.isPresent()) {
            try {
                var unused = files.get().privateKey(); // which belongs to the certificate
            } catch (PemException e) {
                throw tls.mistake(files.get().keyOf(e.file()), String.valueOf(e.getMessage()));
            }
        }
        return files;
    }

    private String keyOf(Path file) {
        return file.equals(certificate) ? "cert-file" : file.equals(key) ? "key-file" : "key-password-file";
    }

    /**
     * The certificate, and those that signed it.
     *
     * @throws PemException when the file is unusable
     */
    public List<X509Certificate> chain() throws PemException {
        return PemFile.certificates(certificate);
    }

    /**
     * The key of the certificate.
     *
     * @throws PemException when it is unusable, or another certificate's
     */
    public PrivateKey privateKey() throws PemException {
        var read = PemFile.privateKey(key, password);
        if (!PemFile.belongTogether(read, chain().get(0))) {
            throw new PemException(key, "the key does not belong to the first certificate in " + certificate);
        }
        return read;
    }

    /** All of them. */
    public List<Path> all() {
        return Stream.concat(Stream.of(certificate, key), password.stream()).toList();
    }
}
