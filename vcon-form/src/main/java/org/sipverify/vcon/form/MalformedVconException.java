package org.sipverify.vcon.form;

/** These bytes are no vCon; the message says why in words for people. */
public final class MalformedVconException extends Exception {
    public MalformedVconException(String message) {
        super(message);
    }

    static MalformedVconException larger(int most) {
        return new MalformedVconException("larger than " + (most >> 20) + " MiB");
    }
}
