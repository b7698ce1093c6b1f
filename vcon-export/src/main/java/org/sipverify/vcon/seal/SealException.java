package org.sipverify.vcon.seal;

/** A sealed vCon, a key or a certificate that does not do; the message says why, in words for the one who asked. */
public final class SealException extends Exception {
    SealException(String message) {
        super(message);
    }
}
