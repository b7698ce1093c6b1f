package org.sipverify.vcon.read;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** An RSA private key in PEM: PKCS #8, with or without a password. */
public final class PrivateKeyFile {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:ENCRYPTED )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private PrivateKeyFile() {}

    /**
     * Reads a key.
     *
     * @throws SealException when it is none, or the password is missing or wrong; never quoting either
     */
    public static PrivateKey read(byte[] pem, Optional<char[]> password) throws SealException {
        var found = PEM.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new SealException("no private key in PKCS #8 PEM; \"openssl pkcs8 -topk8\" makes one of other forms");
        }
        var der = Base64.getMimeDecoder().decode(found.group(2));
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            found.group(1).startsWith("ENCRYPTED")
                                    ? decrypted(der, password)
                                    : new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new SealException("the private key cannot be read: it is no RSA key, or the password is wrong");
        }
    }

    /** JDK 17 calls the algorithm "PBES2", which has no factory; its parameters know the full name. */
    private static PKCS8EncodedKeySpec decrypted(byte[] der, Optional<char[]> password)
            throws GeneralSecurityException, java.io.IOException, SealException {
        var secret = password.orElseThrow(() -> new SealException("the private key needs its password"));
        var info = new EncryptedPrivateKeyInfo(der);
        var algorithm = info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                ? info.getAlgParameters().toString()
                : info.getAlgName();
        var key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(secret));
        Arrays.fill(secret, ' ');
        var cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
        return info.getKeySpec(cipher);
    }
}
