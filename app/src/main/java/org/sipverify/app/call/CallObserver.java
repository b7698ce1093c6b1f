package org.sipverify.app.call;

import java.util.List;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;

/** Follows all calls. The log, the audit log, the metrics and the vCons are one each; so is whatever else wants to know. */
@FunctionalInterface
public interface CallObserver {
    /** A call has arrived, and nothing of it is answered yet. What is returned follows this call. */
    CallObservation started(IncomingCall call, CallParties parties);

    /** An INVITE was refused before it became a call. On a thread of the network: must not wait. */
    default void refused(RefusedInvite invite) {}

    /** All of these as one, in their order. */
    static CallObserver all(List<CallObserver> observers) {
        return new CallObservers(List.copyOf(observers));
    }
}
