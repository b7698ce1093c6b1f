package org.sipverify.vcon.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Which of its three forms a vCon has, told by its members (draft-ietf-vcon-vcon-core-04). */
public enum Form {
    /** The vCon itself. */
    UNSIGNED,
    /** A JWS in general JSON serialisation. */
    SIGNED,
    /** A JWE in general JSON serialisation. */
    ENCRYPTED;

    /** One of them is enough: each may be left out when it is empty. */
    private static final List<String> ARRAYS = List.of("parties", "dialog", "analysis", "attachments");

    /**
     * The form of an object.
     *
     * @throws MalformedVconException when it is none of them
     */
    public static Form of(JsonNode vcon) throws MalformedVconException {
        if (vcon.has("payload") && vcon.has("signatures")) {
            return SIGNED;
        }
        if (vcon.has("ciphertext") && vcon.has("recipients")) {
            return ENCRYPTED;
        }
        if (ARRAYS.stream().anyMatch(vcon::has)) {
            return UNSIGNED;
        }
        throw new MalformedVconException("neither a vCon nor a signed or encrypted one");
    }
}
