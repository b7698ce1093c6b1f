package org.sipverify.app.index;

import java.time.Duration;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.CallResult;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;

/** Has a row written for each call, when it has its answer, and for each INVITE that was refused before it was one. */
public record IndexObserver(RowSink rows, RefusedRows refusals) implements CallObserver {
    /** A call that has no record under whose uuid it could stand. */
    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        return started(call, parties, UUID.randomUUID(), () -> 0);
    }

    /**
     * A call whose vCon has this uuid.
     *
     * @param refused asked at the end of a call on which nobody decided: the status with which it was refused because it
     *     could not be recorded; 0 when it was not
     */
    public CallObservation started(IncomingCall call, CallParties parties, UUID uuid, IntSupplier refused) {
        return new Row(rows, CallRow.of(uuid, call.invite(), parties), refused);
    }

    @Override
    public void refused(RefusedInvite invite) {
        refusals.offer(invite, rows);
    }

    /** One call. Its lane calls all but the end, which comes later, on another thread perhaps. */
    private static final class Row implements CallObservation {
        private final RowSink rows;
        private final CallRow row;
        private final IntSupplier refused;
        private String tried = "";
        private volatile boolean offered;

        Row(RowSink rows, CallRow row, IntSupplier refused) {
            this.rows = rows;
            this.row = row;
            this.refused = refused;
        }

        @Override
        public void tried(String target) {
            tried = target;
        }

        @Override
        public void answered(CallResult result) {
            var last = tried;
            offered = true;
            rows.offer(row.time(), () -> row.answered(result, last));
        }

        @Override
        public void cancelled(Duration took) {
            offered = true;
            rows.offer(row.time(), () -> row.cancelled(took));
        }

        @Override
        public Runnable atEnd() {
            return () -> {
                if (!offered) {
                    int status = refused.getAsInt();
                    rows.offer(row.time(), () -> row.failed(status, status == 0 ? "failed" : RefusedRows.DECISION));
                }
            };
        }
    }
}
