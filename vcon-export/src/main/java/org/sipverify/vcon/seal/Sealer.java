package org.sipverify.vcon.seal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sipverify.vcon.Seal;

/** Signs and then encrypts vCons, as far as the configuration wants it. For any number of threads. */
public final class Sealer implements Seal {
    private final SealConfig config;

    public Sealer(SealConfig config) {
        this.config = config;
    }

    /** The vCon in the form it is kept in; as it is when neither signing nor encryption is configured. */
    @Override
    public byte[] seal(UUID uuid, byte[] vcon) {
        var signed =
                config.signing().map(key -> new Signer(key).sign(uuid, vcon)).orElse(vcon);
        return config.encrypts() ? new Encrypter(config.recipients()).encrypt(uuid, signed) : signed;
    }

    /** When the signing certificate expires; after that, verifiers refuse the signatures. */
    public Optional<Instant> expires() {
        return config.signing().map(key -> key.chain().get(0).getNotAfter().toInstant());
    }
}
