package org.sipverify.vcon.seal;

import com.nimbusds.jose.JWSAlgorithm;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How vCons are sealed before they are stored: the section {@code vcon.seal} of the configuration.
 *
 * @param signing the key to sign with; empty when nothing is signed
 * @param recipients who can open what is encrypted; empty when nothing is
 */
public record SealConfig(
        Optional<SigningKey> signing, HeaderForm signedForm, List<Recipient> recipients, HeaderForm encryptedForm) {

    public SealConfig {
        recipients = List.copyOf(recipients);
    }

    /** Whether anything is done at all. */
    public boolean seals() {
        return signing.isPresent() || encrypts();
    }

    /** Whether what is stored can be read by its recipients alone, and not by this server. */
    public boolean encrypts() {
        return !recipients.isEmpty();
    }

    /**
     * Reads the section and the files it names.
     *
     * @param home where relative paths start
     * @throws ConfigException at a mistake; it names file and line
     */
    public static SealConfig from(Config seal, Path home) {
        var sign = new Section(seal.getConfig("sign"), "vcon.seal.sign.", home);
        var encrypt = new Section(seal.getConfig("encrypt"), "vcon.seal.encrypt.", home);
        return new SealConfig(
                sign.signing(),
                sign.choice("form", HeaderForm.class),
                encrypt.recipients(),
                encrypt.choice("form", HeaderForm.class));
    }

    /** The two algorithms the draft speaks of. */
    private enum Algorithm {
        RS256,
        ES256
    }

    private record Section(Config config, String prefix, Path home) {
        Optional<SigningKey> signing() {
            var algorithm =
                    JWSAlgorithm.parse(choice("algorithm", Algorithm.class).name());
            var certificates = file("cert-file");
            var key = file("key-file");
            if (certificates.isPresent() != key.isPresent()) {
                throw bad(key.isPresent() ? "key-file" : "cert-file", "cert-file and key-file go together");
            }
            return certificates.map(chain -> signing(chain, key.orElseThrow(), algorithm));
        }

        private SigningKey signing(Path certificates, Path key, JWSAlgorithm algorithm) {
            var chain = read("cert-file", () -> Pem.certificates(certificates));
            var secret = read("key-file", () -> Pem.key(key, file("key-password-file")));
            return read("cert-file", () -> SigningKey.of(chain, secret, algorithm, Instant.now()));
        }

        List<Recipient> recipients() {
            var found = new ArrayList<Recipient>();
            for (var name : config.getStringList("recipients")) {
                var file = path("recipients", name);
                found.add(read("recipients", () -> {
                    try {
                        return Recipient.of(Pem.certificates(file).get(0), Instant.now());
                    } catch (SealException e) {
                        throw new SealException(file + ": " + e.getMessage());
                    }
                }));
            }
            return found;
        }

        private Optional<Path> file(String key) {
            return Optional.of(config.getString(key))
                    .filter(name -> !name.isEmpty())
                    .map(name -> path(key, name));
        }

        private Path path(String key, String name) {
            try {
                return home.resolve(name);
            } catch (InvalidPathException e) {
                throw bad(key, "not a file name");
            }
        }

        <E extends Enum<E>> E choice(String key, Class<E> type) {
            var text = config.getString(key);
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> bad(key, "must be one of " + Arrays.toString(type.getEnumConstants())));
        }

        private <T> T read(String key, Reading<T> reading) {
            try {
                return reading.get();
            } catch (SealException e) {
                throw bad(key, String.valueOf(e.getMessage()));
            }
        }

        private ConfigException bad(String key, String what) {
            return new ConfigException.BadValue(config.getValue(key).origin(), prefix + key, what);
        }
    }

    private interface Reading<T> {
        T get() throws SealException;
    }
}
