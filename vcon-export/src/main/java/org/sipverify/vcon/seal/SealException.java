package org.sipverify.vcon.seal;

/** A sealed vCon, a key or a certificate that cannot be used; the message says why. */
public final class SealException extends Exception {
    SealException(String message) {
        super(message);
    }
}
