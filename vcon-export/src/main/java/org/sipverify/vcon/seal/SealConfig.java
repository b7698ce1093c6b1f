package org.sipverify.vcon.seal;

import com.nimbusds.jose.JWSAlgorithm;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;

/**
 * How vCons are sealed before they are stored: the section {@code vcon.seal} of the configuration.
 *
 * @param signing the key to sign with; empty when nothing is signed
 * @param recipients those who can open what is encrypted; empty when nothing is
 */
public record SealConfig(Optional<SigningKey> signing, List<Recipient> recipients) {

    public SealConfig {
        recipients = List.copyOf(recipients);
    }

    /** Whether what is stored can be read by its recipients alone, and not by this server. */
    public boolean encrypts() {
        return !recipients.isEmpty();
    }

    /**
     * Reads the section and the files it names.
     *
     * @throws ConfigException at a mistake; it names file, line and key
     */
    public static SealConfig from(ConfigSection seal) {
        var sign = seal.section("sign");
        var encrypt = seal.section("encrypt");
        checkForm(sign);
        checkForm(encrypt);
        return new SealConfig(signing(sign), recipients(encrypt));
    }

    /** Earlier versions could also write the letter of the vCon draft. */
    private static void checkForm(ConfigSection section) {
        if (section.text("form").equalsIgnoreCase("draft")) {
            throw section.mistake(
                    "form",
                    "draft is no longer written, because its algorithm is not protected and some libraries refuse it;"
                            + " use rfc, or remove the line");
        }
        var unused = section.choice("form", "rfc");
    }

    /** The two algorithms that the draft names. */
    private static Optional<SigningKey> signing(ConfigSection sign) {
        var algorithm = JWSAlgorithm.parse(sign.choice("algorithm", "RS256", "ES256"));
        var certificates = sign.file("cert-file");
        var key = sign.file("key-file");
        if (certificates.isPresent() != key.isPresent()) {
            throw sign.mistake(
                    key.isPresent() ? "key-file" : "cert-file",
                    "cert-file and key-file go together: set both or neither");
        }
        return certificates.map(file -> signing(sign, file, key.orElseThrow(), algorithm));
    }

    private static SigningKey signing(ConfigSection sign, Path certificates, Path key, JWSAlgorithm algorithm) {
        var chain = read(sign, "cert-file", () -> PemFile.certificates(certificates));
        var secret = read(sign, "key-file", () -> PemFile.privateKey(key, sign.file("key-password-file")));
        return read(sign, "cert-file", () -> SigningKey.of(chain, secret, algorithm, Instant.now()));
    }

    private static List<Recipient> recipients(ConfigSection encrypt) {
        return encrypt.files("recipients").stream()
                .map(file -> read(encrypt, "recipients", () -> recipient(file)))
                .toList();
    }

    private static Recipient recipient(Path file) throws PemException, SealException {
        try {
            return Recipient.of(PemFile.certificates(file).get(0), Instant.now());
        } catch (SealException e) {
            throw new SealException(file + ": " + e.getMessage());
        }
    }

    private static <T> T read(ConfigSection section, String key, Reading<T> reading) {
        try {
            return reading.get();
        } catch (PemException | SealException e) {
            throw section.mistake(key, String.valueOf(e.getMessage()));
        }
    }

    private interface Reading<T> {
        T get() throws PemException, SealException;
    }
}
