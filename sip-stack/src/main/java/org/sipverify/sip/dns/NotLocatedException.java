package org.sipverify.sip.dns;

import java.io.IOException;

/** There is nowhere to send a request to; the message names the host and says why. */
public final class NotLocatedException extends IOException {
    NotLocatedException(String message) {
        super(message);
    }
}
