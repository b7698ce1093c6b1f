package org.sipverify.app.call;

import org.sipverify.policy.Ruling;
import org.sipverify.sip.Delivery;

/** What the policy decided, and what of it the caller was really sent. */
public record Response(Ruling ruling, Delivery delivery) {
    /** A decision that could not be expressed in SIP, or could not be sent. */
    private static final String FAILED = "failed";

    /** What was done: the policy's action, or that it failed. */
    public String decision() {
        return isAsDecided() ? ruling.enforced().action() : FAILED;
    }

    /** The status that was sent; 0 when nothing could be. */
    public int status() {
        return delivery.kind() == Delivery.Kind.SENT ? delivery.status() : 0;
    }

    /** Whether the caller was sent what the policy decided. */
    public boolean isAsDecided() {
        return status() == ruling.enforced().status();
    }
}
