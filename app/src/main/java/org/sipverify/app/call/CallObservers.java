package org.sipverify.app.call;

import java.util.ArrayList;
import java.util.List;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;

/** Several observers of all calls. */
record CallObservers(List<CallObserver> each) implements CallObserver {
    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        var begun = new ArrayList<CallObservation>(each.size());
        for (var observer : each) {
            begun.add(observer.started(call, parties));
        }
        return CallObservation.all(begun);
    }

    @Override
    public void refused(RefusedInvite invite) {
        each.forEach(it -> it.refused(invite));
    }
}
