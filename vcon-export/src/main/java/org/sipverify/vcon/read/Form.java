package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/** The forms a vCon comes in (draft-ietf-vcon-vcon-core-04, section 5). */
public sealed interface Form {

    /** The vCon itself. */
    record Unsigned(ObjectNode json) implements Form {}

    /**
     * JWS in general JSON serialisation.
     *
     * @param jws as found; whether its signatures hold was not asked
     * @param content what was signed: the vCon, or in an archive an older signed form
     */
    record Signed(ObjectNode jws, Form content) implements Form {}

    /** JWE in general JSON serialisation. */
    record Encrypted(ObjectNode jwe) implements Form {}

    default <T> T match(Function<Unsigned, T> unsigned, Function<Signed, T> signed, Function<Encrypted, T> encrypted) {
        if (this instanceof Unsigned it) {
            return unsigned.apply(it);
        }
        return this instanceof Signed it ? signed.apply(it) : encrypted.apply((Encrypted) this);
    }

    /** The vCon, whether anybody vouches for it or not; absent while it is encrypted. */
    default Optional<ObjectNode> vcon() {
        return match(
                unsigned -> Optional.of(unsigned.json()),
                signed -> signed.content().vcon(),
                encrypted -> Optional.empty());
    }

    /** What people call the form. */
    default String text() {
        return match(unsigned -> "unsigned", signed -> "signed, not verified here", encrypted -> "encrypted");
    }
}
