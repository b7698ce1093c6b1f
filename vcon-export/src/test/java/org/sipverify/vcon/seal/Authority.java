package org.sipverify.vcon.seal;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of the tests, and what it issues. */
final class Authority {

    private final X500Principal name;
    private final KeyPair keys = keys("EC");
    final X509Certificate certificate;
    private long serial = 2;

    Authority(String name) {
        this.name = new X500Principal("CN=" + name);
        this.certificate = issue(this.name, keys, nextYear(), true);
    }

    /** A key with its certificate. */
    record Issued(KeyPair keys, X509Certificate certificate) {
        /** The private key as PKCS#8 in a PEM file. */
        Path keyFile(Path directory) throws Exception {
            var text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(keys.getPrivate().getEncoded());
            return Files.writeString(
                    Files.createTempFile(directory, "key", ".pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        }
    }

    Issued issue(String subject, String algorithm) {
        return issue(subject, algorithm, nextYear());
    }

    Issued issue(String subject, String algorithm, Instant until) {
        var pair = keys(algorithm);
        return new Issued(pair, issue(new X500Principal("CN=" + subject), pair, until, false));
    }

    static Issued selfSigned(String subject) {
        var alone = new Authority(subject);
        return new Issued(alone.keys, alone.certificate);
    }

    /** The certificates in a PEM file, in this order. */
    static Path file(Path directory, X509Certificate... chain) throws Exception {
        var text = new StringBuilder();
        for (var certificate : chain) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(Files.createTempFile(directory, "chain", ".pem"), text);
    }

    private X509Certificate issue(X500Principal subject, KeyPair pair, Instant until, boolean authority) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(serial++),
                    Date.from(Instant.now().minus(Duration.ofDays(30))),
                    Date.from(until),
                    subject,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Instant nextYear() {
        return Instant.now().plus(Duration.ofDays(365));
    }

    private static KeyPair keys(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm.startsWith("RSA") ? "RSA" : "EC");
            generator.initialize(
                    switch (algorithm) {
                        case "RSA" -> 2048;
                        case "RSA-1024" -> 1024;
                        case "P-384" -> 384;
                        default -> 256;
                    });
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
