package org.sipverify.app.server;

import java.util.List;
import java.util.Optional;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.index.IndexObserver;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;

/** The vCon and the row of a call: the row has the uuid of the vCon. */
record CallRecords(VconObserver vcons, Optional<IndexObserver> index) implements CallObserver {
    private static final int UNRECORDED = 503;

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        var notes = vcons.started(call, parties);
        return index.map(it ->
                        it.started(call, parties, notes.notes().uuid(), () -> notes.refusesCall() ? UNRECORDED : 0))
                .map(row -> CallObservation.all(List.of(notes, row)))
                .orElse(notes);
    }

    @Override
    public void refused(RefusedInvite invite) {
        index.ifPresent(it -> it.refused(invite));
    }
}
