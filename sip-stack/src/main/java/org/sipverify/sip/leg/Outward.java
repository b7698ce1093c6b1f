package org.sipverify.sip.leg;

import org.sipverify.bridge.Status;

/** How the status of one leg is told on the other (RFC 3261 section 16.7). */
final class Outward {
    /**
     * The same as a rule. That one server is unavailable does not mean that this one is, nobody can answer a challenge
     * that was meant for this server, and the session timer is that of one leg.
     */
    static Status of(Status status) {
        return switch (status.code()) {
            case 401, 407 -> new Status(403, "Forbidden");
            case 422, 503 -> new Status(500, "Server Internal Error");
            default -> status;
        };
    }

    private Outward() {}
}
