package org.sipverify.sip.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;
import org.sipverify.sip.tls.TlsConfig.KeyFiles;

/**
 * A certificate of this server with its key.
 *
 * @param chain the certificate first, then the ones that signed it
 */
record Identity(Path file, PrivateKey key, List<X509Certificate> chain) {
    static Identity read(KeyFiles files) throws TlsFileException {
        var chain = chain(files);
        var algorithm = chain.get(0).getPublicKey().getAlgorithm();
        if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
            throw new TlsFileException(
                    "cert-file", files.certificate(), "its key is " + algorithm + "; use one of RSA or EC");
        }
        var key = key(files);
        if (!PemFile.belongTogether(key, chain.get(0))) {
            throw new TlsFileException(
                    "key-file",
                    files.key(),
                    "the key does not belong to the first certificate in " + files.certificate()
                            + ": name the two that were issued together, the server's own certificate first");
        }
        return new Identity(files.certificate(), key, chain);
    }

    private static List<X509Certificate> chain(KeyFiles files) throws TlsFileException {
        try {
            return PemFile.certificates(files.certificate());
        } catch (PemException e) {
            throw new TlsFileException("cert-file", e);
        }
    }

    private static PrivateKey key(KeyFiles files) throws TlsFileException {
        try {
            return PemFile.privateKey(files.key(), files.password());
        } catch (PemException e) {
            throw new TlsFileException(e.file().equals(files.key()) ? "key-file" : "key-password-file", e);
        }
    }

    X509Certificate[] chainArray() {
        return chain.toArray(new X509Certificate[0]);
    }

    Instant notAfter() {
        return chain.get(0).getNotAfter().toInstant();
    }
}
