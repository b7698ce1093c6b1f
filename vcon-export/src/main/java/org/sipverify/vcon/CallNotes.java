package org.sipverify.vcon;

import java.time.InstantSource;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.Decided;
import org.sipverify.vcon.call.Verdict;

/** Notes taken while a call is handled. Closing them makes a vCon of the call, however it ended. Never waits. */
public final class CallNotes implements AutoCloseable {
    private final CallKey key;
    private final Intake intake;
    private final InstantSource clock;
    private final boolean refused;

    CallNotes(CallKey key, Intake intake, InstantSource clock, boolean refused) {
        this.key = key;
        this.intake = intake;
        this.clock = clock;
        this.refused = refused;
    }

    /** Whether the call must not be taken because nothing of it could be written, and the operator wants it so. */
    public boolean isRefused() {
        return refused;
    }

    /** The call was redirected or rejected. */
    public void answered(Verdict verdict, Decided decided) {
        intake.always(recorder -> recorder.answered(key, verdict, decided));
    }

    /** The caller gave up before its answer. */
    public void cancelled() {
        var now = clock.instant();
        intake.always(recorder -> recorder.cancelled(key, now));
    }

    @Override
    public void close() {
        var now = clock.instant();
        intake.always(recorder -> recorder.ended(key, now));
    }
}
