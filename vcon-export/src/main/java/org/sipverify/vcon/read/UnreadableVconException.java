package org.sipverify.vcon.read;

/** These bytes are no vCon that could be shown; the message says why in words for people. */
public final class UnreadableVconException extends Exception {
    public UnreadableVconException(String message) {
        super(message);
    }
}
