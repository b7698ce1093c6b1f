package org.sipverify.app.call;

import org.sipverify.policy.PolicyResult;
import org.sipverify.sip.Delivery;

/** What the policy decided, and what of it the caller was really sent. */
public record Response(PolicyResult policy, Delivery delivery) {
    /** A decision that could not be expressed in SIP, or could not be sent. */
    public static final String FAILED = "failed";

    /** What was done: the policy's action, or that it failed. */
    public String decision() {
        return isAsDecided() ? policy.enforced().action() : FAILED;
    }

    /** The status that was sent; 0 when nothing could be. */
    public int status() {
        return delivery.kind() == Delivery.Kind.SENT ? delivery.status() : 0;
    }

    /** Whether the caller was sent what the policy decided; never so for a bridged call, which is answered by its target. */
    public boolean isAsDecided() {
        return policy.enforced()
                .response()
                .filter(decided -> decided.status() == status())
                .isPresent();
    }
}
