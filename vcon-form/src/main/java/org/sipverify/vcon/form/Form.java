package org.sipverify.vcon.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/** The forms a vCon comes in (draft-ietf-vcon-vcon-core-04, section 5), each with what is in it. */
public sealed interface Form {

    /** The vCon itself. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never changed
    record Unsigned(ObjectNode json, byte[] octets) implements Form {}

    /**
     * JWS in general JSON serialisation.
     *
     * @param jws as found; whether its signatures hold was not asked
     * @param content what was signed: the vCon, or in an archive an older signed form
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never changed
    record Signed(ObjectNode jws, byte[] octets, Form content) implements Form {}

    /** JWE in general JSON serialisation. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never changed
    record Encrypted(ObjectNode jwe, byte[] octets) implements Form {}

    /** The JSON as it was written, unpacked; the array is read, never written to. */
    byte[] octets();

    default <T> T match(Function<Unsigned, T> unsigned, Function<Signed, T> signed, Function<Encrypted, T> encrypted) {
        if (this instanceof Unsigned it) {
            return unsigned.apply(it);
        }
        return this instanceof Signed it ? signed.apply(it) : encrypted.apply((Encrypted) this);
    }

    /** The unsigned form inside, signed or not; absent while it is encrypted. */
    default Optional<Unsigned> plain() {
        return match(Optional::of, signed -> signed.content().plain(), encrypted -> Optional.empty());
    }

    /** The vCon of the unsigned form inside. */
    default Optional<ObjectNode> vcon() {
        return plain().map(Unsigned::json);
    }

    /** What people call the form. */
    default String text() {
        return match(unsigned -> "unsigned", signed -> "signed, not verified here", encrypted -> "encrypted");
    }
}
