package org.sipverify.app.call;

import java.util.List;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;

/** Several observers of all calls. */
record CallObservers(List<CallObserver> each) implements CallObserver {
    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        return CallObservation.all(
                each.stream().map(it -> it.started(call, parties)).toList());
    }

    @Override
    public void refused(RefusedInvite invite) {
        each.forEach(it -> it.refused(invite));
    }
}
