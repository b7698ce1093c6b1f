package org.sipverify.verifier.http;

import java.io.IOException;

/** The verifier answered, and the answer breaks the rules of HTTP or our limits; the message is ours, not the peer's. */
final class UnusableAnswerException extends IOException {
    UnusableAnswerException(String message) {
        super(message);
    }
}
