package org.sipverify.verifier.http;

/** The verifier's HTTP response. */
final class Answer {
    private final int status;
    private final byte[] body;

    /** The status has three digits; the body is complete, within the limit, and not shared. */
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
