package org.sipverify.app.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipverify.index.IndexedCall.Signer;

/** How old a signature was when its INVITE came. */
final class SignatureAge {
    private static final long LATEST = Instant.MAX.getEpochSecond();

    private SignatureAge() {}

    /** @param iat seconds since 1970, as the signer says; any number */
    static Signer signer(String key, OptionalLong iat, Instant invited) {
        if (iat.isEmpty() || iat.getAsLong() < 0 || iat.getAsLong() > LATEST) {
            return new Signer(key, Optional.empty());
        }
        return new Signer(key, Optional.of(Duration.ofSeconds(invited.getEpochSecond() - iat.getAsLong())));
    }
}
