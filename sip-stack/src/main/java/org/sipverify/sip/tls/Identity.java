package org.sipverify.sip.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.sipverify.sip.tls.TlsConfig.KeyFiles;

/**
 * A certificate of ours with the key that belongs to it.
 *
 * @param chain the certificate first, then who signed it
 */
record Identity(Path file, PrivateKey key, List<X509Certificate> chain) {
    static Identity read(KeyFiles files) throws TlsFileException {
        var chain = Pem.certificates("cert-file", files.certificate());
        var algorithm = chain.get(0).getPublicKey().getAlgorithm();
        if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
            throw new TlsFileException(
                    "cert-file", files.certificate(), "its key is " + algorithm + "; use one of RSA or EC");
        }
        var info = Pem.key(files.key(), files.password());
        try {
            var key = key(info, algorithm);
            if (fits(key, chain.get(0))) {
                return new Identity(files.certificate(), key, chain);
            }
            throw new GeneralSecurityException("another key");
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsFileException(
                    "key-file",
                    files.key(),
                    "the key does not belong to the first certificate in " + files.certificate()
                            + ": name the two that were issued together, the server's own certificate first");
        }
    }

    private static PrivateKey key(PrivateKeyInfo info, String algorithm) throws GeneralSecurityException, IOException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    /** What the one signs the other must verify. */
    private static boolean fits(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        var signature = Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        var text = new byte[] {1, 2, 3};
        signature.initSign(key);
        signature.update(text);
        var signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        return signature.verify(signed);
    }

    X509Certificate[] chainArray() {
        return chain.toArray(new X509Certificate[0]);
    }

    Instant notAfter() {
        return chain.get(0).getNotAfter().toInstant();
    }
}
