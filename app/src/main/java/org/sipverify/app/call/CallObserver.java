package org.sipverify.app.call;

import java.util.List;
import org.sipverify.sip.IncomingCall;

/** Follows all calls. The log, the audit log, the metrics and the vCons are one each; so is whatever else wants to know. */
@FunctionalInterface
public interface CallObserver {
    /** A call has arrived, and nothing of it is answered yet. What is returned follows this call. */
    CallObservation started(IncomingCall call, CallParties parties);

    /** All of these as one, in their order. */
    static CallObserver all(List<CallObserver> observers) {
        var each = List.copyOf(observers);
        return (call, parties) -> new CallObservations(
                each.stream().map(it -> it.started(call, parties)).toList());
    }
}
