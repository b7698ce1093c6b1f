package org.sipverify.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;

/** Certificates and keys as an operator has them: PEM files in a directory. */
public final class PemFiles {
    public static final String PASSWORD = "open sesame";

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final Path directory;

    public PemFiles(Path directory) {
        this.directory = directory;
    }

    /** The forms a key is kept in. */
    public enum Form {
        PKCS8,
        TRADITIONAL,
        PKCS8_ENCRYPTED,
        TRADITIONAL_ENCRYPTED
    }

    /** A certificate's file and its key's. */
    public record Pair(Path certificate, Path key) {}

    /** Two files, NAME.pem and NAME.key; written anew they take the place of the old ones. */
    public Pair write(String name, Issued issued) {
        return new Pair(
                write(name + ".pem", text(issued.certificate())), write(name + ".key", key(issued.key(), Form.PKCS8)));
    }

    /** A file of this name, whether it is there or not. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    public Path write(String name, String text) {
        try {
            var file = directory.resolve(name);
            var fresh = Files.writeString(directory.resolve(name + ".new"), text);
            return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static String key(PrivateKey key, Form form) {
        try {
            return switch (form) {
                case PKCS8 -> text(new JcaPKCS8Generator(key, null));
                case TRADITIONAL -> text(complete(key));
                case PKCS8_ENCRYPTED ->
                    text(new JcaPKCS8Generator(
                            key,
                            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                    .setProvider(PROVIDER)
                                    .setPassword(PASSWORD.toCharArray())
                                    .build()));
                case TRADITIONAL_ENCRYPTED -> {
                    var text = new StringWriter();
                    try (var pem = new JcaPEMWriter(text)) {
                        pem.writeObject(
                                complete(key),
                                new JcePEMEncryptorBuilder("AES-256-CBC")
                                        .setProvider(PROVIDER)
                                        .build(PASSWORD.toCharArray()));
                    }
                    yield text.toString();
                }
            };
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The JDK leaves the curve out of the inner structure, which is all that the traditional form has. */
    private static Object complete(PrivateKey key) throws IOException {
        return key instanceof java.security.interfaces.ECPrivateKey ec
                ? new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                        new ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1))
                : key;
    }

    /** Certificates or keys, in this order. */
    public static String text(Object... objects) {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            for (var object : objects) {
                pem.writeObject(object);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }
}
