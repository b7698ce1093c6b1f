package org.sipverify.sip;

/**
 * A final, non-2xx response to an INVITE.
 *
 * @param headers what the response says beyond the fields every response has
 * @param expendable headers that are left out when the response would not fit into one UDP datagram
 */
public record Answer(int status, String reason, Headers headers, Headers expendable) {
    public Answer {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("not a final rejection or redirect: " + status);
        }
        if (Headers.breaksLine(reason)) {
            throw new IllegalArgumentException("the reason phrase holds CR, LF or NUL");
        }
    }

    public Answer(int status, String reason) {
        this(status, reason, Headers.NONE, Headers.NONE);
    }

    /** RFC 3261 section 21.5.4: too busy now; the caller may come back after so many seconds. */
    public static Answer busy(int retryAfterSeconds) {
        return new Answer(503, "Service Unavailable").with("Retry-After", Integer.toString(retryAfterSeconds));
    }

    public static Answer serverError() {
        return new Answer(500, "Server Internal Error");
    }

    public Answer with(String name, String value) {
        return new Answer(status, reason, headers.with(name, value), expendable);
    }

    public Answer withExpendable(String name, String value) {
        return new Answer(status, reason, headers, expendable.with(name, value));
    }

    public Answer withoutExpendable() {
        return new Answer(status, reason, headers, Headers.NONE);
    }
}
