package org.sipverify.vcon;

import java.util.UUID;

/** What is done to a vCon before it is written to a file: nothing, or it is signed, or encrypted. */
@FunctionalInterface
public interface Seal {
    /** Files hold the plain JSON. */
    Seal NONE = (uuid, json) -> json;

    /**
     * The bytes to keep.
     *
     * @param json the vCon in the draft's form
     */
    byte[] seal(UUID uuid, byte[] json);
}
