package org.sipverify.app.call;

import org.sipverify.policy.PolicyResult;
import org.sipverify.sip.Delivery;

/**
 * What the policy decided, and what of it the caller was really sent.
 *
 * @param bridged whether the call was taken on to its callee, who answered it, or until the caller gave up
 */
public record Response(PolicyResult policy, Delivery delivery, boolean bridged) {
    /** A decision that could not be expressed in SIP, or could not be sent. */
    public static final String FAILED = "failed";

    /** Of a call that this server answered itself. */
    public Response(PolicyResult policy, Delivery delivery) {
        this(policy, delivery, false);
    }

    /** What was done: the policy's action, or that it failed. */
    public String decision() {
        return isAsDecided() ? policy.enforced().action() : FAILED;
    }

    /** The status that was sent; 0 when nothing could be. */
    public int status() {
        return delivery.kind() == Delivery.Kind.SENT ? delivery.status() : 0;
    }

    /** Whether what the policy decided was done. */
    public boolean isAsDecided() {
        return policy.enforced()
                .response()
                .map(decided -> decided.status() == status())
                .orElse(bridged);
    }
}
