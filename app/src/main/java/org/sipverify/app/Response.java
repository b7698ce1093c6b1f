package org.sipverify.app;

import org.sipverify.policy.Decision;
import org.sipverify.policy.Ruling;
import org.sipverify.sip.Delivery;
import org.sipverify.vcon.call.PolicyDecision;

/** What the policy decided, and what of it the caller was really sent. */
record Response(Ruling ruling, Delivery delivery) {
    /** A decision that could not be said in SIP, or not be sent. */
    private static final String FAILED = "failed";

    /** What was done: the policy's action, or that it failed. */
    String decision() {
        return isAsDecided() ? ruling.enforced().action() : FAILED;
    }

    /** The status that was sent; 0 when nothing could be. */
    int status() {
        return delivery.kind() == Delivery.Kind.SENT ? delivery.status() : 0;
    }

    /** The same for the record of the call. */
    PolicyDecision noted() {
        return new PolicyDecision(
                decision(),
                ruling.rule(),
                ruling.observed() ? ruling.decided().action() : "",
                status(),
                isAsDecided() ? ruling.enforced().match(Decision.Redirect::destination, reject -> "") : "");
    }

    private boolean isAsDecided() {
        return status() == ruling.enforced().status();
    }
}
