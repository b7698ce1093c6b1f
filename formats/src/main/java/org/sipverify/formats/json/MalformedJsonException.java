package org.sipverify.formats.json;

/** Bytes that are not the JSON that was expected; the message says why. */
public final class MalformedJsonException extends Exception {
    /** Says why. */
    public MalformedJsonException(String message) {
        super(message);
    }
}
