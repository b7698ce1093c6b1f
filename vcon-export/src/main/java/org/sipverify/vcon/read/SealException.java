package org.sipverify.vcon.read;

/** A seal does not hold, or does not open; the message says why in words for people. */
public final class SealException extends Exception {
    public SealException(String message) {
        super(message);
    }
}
