package org.sipverify.formats.pem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Certificates and private keys in PEM files (RFC 7468, and OpenSSL's older forms). */
public final class PemFile {
    private PemFile() {}

    /**
     * Every certificate of the file, in order; at least one.
     *
     * @throws PemException when the file cannot be read or has none
     */
    public static List<X509Certificate> certificates(Path file) throws PemException {
        var found = new ArrayList<X509Certificate>();
        try {
            for (var block : blocks(file)) {
                if (block instanceof X509CertificateHolder certificate) {
                    found.add(new JcaX509CertificateConverter().getCertificate(certificate));
                }
            }
        } catch (CertificateException e) {
            throw new PemException(file, "a certificate in it is not valid: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw new PemException(file, "has no PEM certificate");
        }
        return List.copyOf(found);
    }

    /**
     * The first private key of the file: PKCS#8, PKCS#1 or SEC1; RSA, EC or Ed25519. An encrypted one is decrypted with
     * the first line of the password file.
     *
     * @throws PemException when there is none or it cannot be decrypted
     */
    public static PrivateKey privateKey(Path file, Optional<Path> passwordFile) throws PemException {
        var info = keyInfo(file, passwordFile);
        try {
            return KeyFactory.getInstance(algorithm(info)).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new PemException(file, "its key is not a valid RSA, EC or Ed25519 key");
        }
    }

    /** Whether a signature by the RSA or EC key verifies with the certificate. */
    public static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        try {
            return verifies(key, certificate);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean verifies(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        var signature = Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        var text = new byte[] {1, 2, 3};
        signature.initSign(key);
        signature.update(text);
        var signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        return signature.verify(signed);
    }

    private static String algorithm(PrivateKeyInfo info) {
        var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (algorithm.on(PKCSObjectIdentifiers.pkcs_1)) {
            return "RSA";
        }
        return algorithm.equals(EdECObjectIdentifiers.id_Ed25519) ? "Ed25519" : "EC";
    }

    private static PrivateKeyInfo keyInfo(Path file, Optional<Path> passwordFile) throws PemException {
        for (var block : blocks(file)) {
            if (block instanceof PrivateKeyInfo plain) {
                return plain;
            }
            if (block instanceof PEMKeyPair pair) {
                return pair.getPrivateKeyInfo();
            }
            if (block instanceof PEMEncryptedKeyPair || block instanceof PKCS8EncryptedPrivateKeyInfo) {
                return decrypted(block, file, passwordFile);
            }
        }
        throw new PemException(file, "has no PEM private key");
    }

    private static PrivateKeyInfo decrypted(Object block, Path file, Optional<Path> passwordFile) throws PemException {
        if (passwordFile.isEmpty()) {
            throw new PemException(file, "the key is encrypted: name a file with its passphrase");
        }
        var password = password(passwordFile.get());
        try {
            if (block instanceof PEMEncryptedKeyPair pair) {
                return pair.decryptKeyPair(new BcPEMDecryptorProvider(password)).getPrivateKeyInfo();
            }
            // The JDK lacks some of the ciphers; this provider is used without being registered.
            var decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password);
            return ((PKCS8EncryptedPrivateKeyInfo) block).decryptPrivateKeyInfo(decryptor);
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            throw new PemException(passwordFile.get(), "its passphrase does not open the key in " + file);
        }
    }

    /** The first line, as openssl reads it. */
    private static char[] password(Path file) throws PemException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** The parser reports broken base64 and broken DER in several ways, some of them unchecked. */
    private static List<Object> blocks(Path file) throws PemException {
        try (var parser = new PEMParser(Files.newBufferedReader(file))) {
            var blocks = new ArrayList<Object>();
            for (var block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
            return blocks;
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    private static PemException unreadable(Path file, Exception problem) {
        if (problem instanceof NoSuchFileException) {
            return new PemException(file, "does not exist");
        }
        boolean malformed = problem instanceof PEMException || problem instanceof RuntimeException;
        return new PemException(file, malformed ? "is not a valid PEM file" : reason(problem));
    }

    private static String reason(Exception problem) {
        return problem instanceof java.nio.file.AccessDeniedException
                ? "cannot be read: permission denied"
                : "cannot be read: " + problem.getMessage();
    }
}
