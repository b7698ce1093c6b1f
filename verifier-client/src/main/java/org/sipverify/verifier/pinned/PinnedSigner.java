package org.sipverify.verifier.pinned;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipverify.formats.number.NumberPattern;
import org.sipverify.verifier.Brand;

/**
 * A signer that the operator trusts.
 *
 * @param kid as in the token's JOSE header
 * @param key the key that the token is signed with
 * @param numbers the numbers that the signer may call from
 * @param brand what to show for it
 * @param validFrom when trust begins
 * @param validUntil the first instant after trust has ended
 */
record PinnedSigner(
        String kid,
        SignerKey key,
        List<NumberPattern> numbers,
        Optional<Brand> brand,
        Instant validFrom,
        Instant validUntil) {

    PinnedSigner {
        numbers = List.copyOf(numbers);
        if (!validFrom.isBefore(validUntil)) {
            throw new IllegalArgumentException("valid-until is not after valid-from");
        }
    }

    boolean mayUse(String number) {
        return numbers.stream().anyMatch(pattern -> pattern.covers(number));
    }

    boolean isTrustedAt(Instant now) {
        return !now.isBefore(validFrom) && now.isBefore(validUntil);
    }
}
