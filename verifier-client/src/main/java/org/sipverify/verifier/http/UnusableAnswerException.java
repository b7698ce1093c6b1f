package org.sipverify.verifier.http;

import java.io.IOException;

/** The verifier's response violates HTTP or a limit; the message contains no text of the peer. */
final class UnusableAnswerException extends IOException {
    UnusableAnswerException(String message) {
        super(message);
    }
}
