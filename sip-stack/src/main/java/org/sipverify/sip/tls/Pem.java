package org.sipverify.sip.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** What an operator's PEM files hold (RFC 7468, and the forms OpenSSL had before it). */
final class Pem {
    /** Every certificate of the file, in its order; at least one. */
    static List<X509Certificate> certificates(String key, Path file) throws TlsFileException {
        var found = new ArrayList<X509Certificate>();
        try {
            for (var block : blocks(key, file)) {
                if (block instanceof X509CertificateHolder certificate) {
                    found.add(new JcaX509CertificateConverter().getCertificate(certificate));
                }
            }
        } catch (CertificateException e) {
            throw new TlsFileException(key, file, "a certificate in it cannot be read: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw new TlsFileException(key, file, "no PEM certificate in it");
        }
        return found;
    }

    /** The first private key of the file: PKCS#8, PKCS#1 or SEC1, encrypted or not. */
    static PrivateKeyInfo key(Path file, Optional<Path> passwordFile) throws TlsFileException {
        for (var block : blocks("key-file", file)) {
            if (block instanceof PrivateKeyInfo plain) {
                return plain;
            } else if (block instanceof PEMKeyPair pair) {
                return pair.getPrivateKeyInfo();
            } else if (block instanceof PEMEncryptedKeyPair || block instanceof PKCS8EncryptedPrivateKeyInfo) {
                return decrypted(block, file, passwordFile);
            }
        }
        throw new TlsFileException("key-file", file, "no PEM private key in it");
    }

    private static PrivateKeyInfo decrypted(Object block, Path file, Optional<Path> passwordFile)
            throws TlsFileException {
        if (passwordFile.isEmpty()) {
            throw new TlsFileException(
                    "key-file",
                    file,
                    "the key is encrypted: put its pass-phrase in a file and name it in key-password-file");
        }
        var password = password(passwordFile.get());
        try {
            if (block instanceof PEMEncryptedKeyPair pair) {
                return pair.decryptKeyPair(new BcPEMDecryptorProvider(password)).getPrivateKeyInfo();
            }
            // The JDK's own provider lacks some of the ciphers; this one is not registered, only asked.
            var decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password);
            return ((PKCS8EncryptedPrivateKeyInfo) block).decryptPrivateKeyInfo(decryptor);
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            throw new TlsFileException(
                    "key-password-file", passwordFile.get(), "its pass-phrase does not open the key in " + file);
        }
    }

    /** The first line, as openssl takes it. */
    private static char[] password(Path file) throws TlsFileException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException | RuntimeException e) {
            throw unreadable("key-password-file", file, e);
        }
    }

    /** The parser tells of broken base64 and broken DER in several ways, some of them unchecked. */
    private static List<Object> blocks(String key, Path file) throws TlsFileException {
        try (var parser = new PEMParser(Files.newBufferedReader(file))) {
            var blocks = new ArrayList<Object>();
            for (var block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
            return blocks;
        } catch (IOException | RuntimeException e) {
            throw unreadable(key, file, e);
        }
    }

    private static TlsFileException unreadable(String key, Path file, Exception problem) {
        if (problem instanceof NoSuchFileException) {
            return new TlsFileException(key, file, "there is no such file");
        }
        var broken = problem instanceof PEMException || problem instanceof RuntimeException;
        return new TlsFileException(key, file, broken ? "it is no sound PEM file" : "cannot be read: " + problem);
    }

    private Pem() {}
}
