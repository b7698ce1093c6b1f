package org.sipverify.sip;

import org.jspecify.annotations.Nullable;

/** The bytes are not the SIP message they should be. */
public final class MalformedMessageException extends Exception {
    public MalformedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
