package org.sipverify.vcon.form;

/** Bytes that are not a vCon; the message says why. */
public final class MalformedVconException extends Exception {
    public MalformedVconException(String message) {
        super(message);
    }

    static MalformedVconException larger(int most) {
        return new MalformedVconException("larger than " + (most >> 20) + " MiB");
    }
}
