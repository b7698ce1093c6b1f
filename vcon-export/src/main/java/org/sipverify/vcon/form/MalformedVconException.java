package org.sipverify.vcon.form;

/** Bytes that are no vCon; the message says why, without showing them. */
public final class MalformedVconException extends Exception {
    public MalformedVconException(String message) {
        super(message);
    }
}
