package org.sipverify.sip.leg;

import org.sipverify.bridge.Status;
import org.sipverify.sip.client.RequestFailure;

/** What the other side of a call is told when a request has no final response (RFC 3261 sections 8.1.3.1 and 16.7). */
final class FailureStatus {
    /** The target cannot be called, or breaks the rules. */
    static final Status BAD_GATEWAY = new Status(502, "Bad Gateway");

    static Status of(RequestFailure.Kind kind) {
        return switch (kind) {
            case TIMEOUT -> new Status(408, "Request Timeout");
            case CANCELLED -> new Status(487, "Request Terminated");
            case NOT_LOCATED -> BAD_GATEWAY;
            case UNREACHABLE, OVERLOADED -> new Status(503, "Service Unavailable");
        };
    }

    private FailureStatus() {}
}
