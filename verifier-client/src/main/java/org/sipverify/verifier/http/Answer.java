package org.sipverify.verifier.http;

/** The verifier's answer as HTTP has it. */
final class Answer {
    private final int status;
    private final byte[] body;

    /** The status has three digits; the body is whole, within the limit, and nobody else's. */
    Answer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }
}
