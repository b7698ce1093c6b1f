package org.sipverify.vcon.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** Certificates and private keys in PEM files (RFC 7468, and the forms OpenSSL had before it). */
public final class Pem {
    private Pem() {}

    /**
     * Every certificate of the file, in its order; at least one.
     *
     * @throws SealException when the file cannot be read or has none
     */
    public static List<X509Certificate> certificates(Path file) throws SealException {
        var found = new ArrayList<X509Certificate>();
        try {
            for (var block : blocks(file)) {
                if (block instanceof X509CertificateHolder certificate) {
                    found.add(new JcaX509CertificateConverter().getCertificate(certificate));
                }
            }
        } catch (CertificateException e) {
            throw new SealException("a certificate in " + file + " cannot be read");
        }
        if (found.isEmpty()) {
            throw new SealException("there is no PEM certificate in " + file);
        }
        return List.copyOf(found);
    }

    /**
     * The first private key of the file: PKCS#8, PKCS#1 or SEC1, RSA or EC. An encrypted one is opened by the first line
     * of the password file.
     *
     * @throws SealException when there is none or it cannot be opened
     */
    public static PrivateKey key(Path file, Optional<Path> passwordFile) throws SealException {
        var info = info(file, passwordFile);
        var rsa = info.getPrivateKeyAlgorithm().getAlgorithm().on(PKCSObjectIdentifiers.pkcs_1);
        try {
            return KeyFactory.getInstance(rsa ? "RSA" : "EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new SealException("the key in " + file + " is neither a sound RSA key nor a sound EC key");
        }
    }

    private static PrivateKeyInfo info(Path file, Optional<Path> passwordFile) throws SealException {
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
        throw new SealException("there is no PEM private key in " + file);
    }

    private static PrivateKeyInfo decrypted(Object block, Path file, Optional<Path> passwordFile) throws SealException {
        if (passwordFile.isEmpty()) {
            throw new SealException("the key in " + file + " is encrypted, and no file with its pass-phrase is named");
        }
        var password = password(passwordFile.get());
        try {
            if (block instanceof PEMEncryptedKeyPair pair) {
                return pair.decryptKeyPair(new BcPEMDecryptorProvider(password)).getPrivateKeyInfo();
            }
            // The JDK lacks some of the ciphers; this provider is not registered, only asked.
            var decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password);
            return ((PKCS8EncryptedPrivateKeyInfo) block).decryptPrivateKeyInfo(decryptor);
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            throw new SealException("the pass-phrase in " + passwordFile.get() + " does not open the key in " + file);
        }
    }

    private static char[] password(Path file) throws SealException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** The parser tells of broken base64 and broken DER in several ways, some of them unchecked. */
    private static List<Object> blocks(Path file) throws SealException {
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

    private static SealException unreadable(Path file, Exception problem) {
        if (problem instanceof NoSuchFileException) {
            return new SealException("there is no file " + file);
        }
        var broken = problem instanceof PEMException || problem instanceof RuntimeException;
        return new SealException(broken ? file + " is no sound PEM file" : file + " cannot be read");
    }
}
