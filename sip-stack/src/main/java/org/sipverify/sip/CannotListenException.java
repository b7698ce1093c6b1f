package org.sipverify.sip;

/** A listener could not be opened: the port is in use, the address is not this machine's, or it is not allowed. */
public final class CannotListenException extends Exception {
    public CannotListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
