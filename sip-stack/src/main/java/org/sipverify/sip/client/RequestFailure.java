package org.sipverify.sip.client;

import java.util.List;

/**
 * Why a request has no final response.
 *
 * @param attempts each hop that was tried, and why it failed, in order
 */
public record RequestFailure(Kind kind, String text, List<String> attempts) {

    /** What kept the request from its response. */
    public enum Kind {
        /** DNS names no server for it, or did not answer. */
        NOT_LOCATED,
        /** No hop could be reached, or the connection broke. */
        UNREACHABLE,
        /** No response came in time. */
        TIMEOUT,
        /** It was cancelled before it was sent, or between two hops. */
        CANCELLED,
        /** This server has too many requests under way. */
        OVERLOADED
    }

    public RequestFailure {
        attempts = List.copyOf(attempts);
    }

    /** The attempts, or the reason where nothing was tried. */
    public String summary() {
        return attempts.isEmpty() ? text : String.join("; ", attempts);
    }
}
