package org.sipverify.vcon.record;

import java.time.InstantSource;
import java.util.UUID;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.VerdictDetails;
import org.sipverify.vcon.journal.Beginning;

/** Notes taken while a call is handled. Closing them makes a vCon of the call, however it ended. Never waits. */
public final class CallNotes implements AutoCloseable {
    private static final double RELAXED = 0.5;

    private final UUID uuid;
    private final CallKey key;
    private final EventQueue events;
    private final InstantSource clock;
    private final Beginning beginning;
    private final RelevantMessages messages;
    private final boolean refusing;

    /** @param refusing whether a call is refused when the journal does not work */
    CallNotes(
            UUID uuid,
            CallKey key,
            EventQueue events,
            InstantSource clock,
            Beginning beginning,
            RelevantMessages messages,
            boolean refusing) {
        this.uuid = uuid;
        this.key = key;
        this.events = events;
        this.clock = clock;
        this.beginning = beginning;
        this.messages = messages;
        this.refusing = refusing;
    }

    /** That of the vCon, if there will be one. */
    public UUID uuid() {
        return uuid;
    }

    /**
     * Runs this once: at once on this thread if the call's beginning is in the journal, or is given up; otherwise when
     * that is so, on a thread of the journal, after {@code vcon.journal.patience} at the latest. To be called once, on
     * the thread that opened the notes. The call must not be answered before.
     */
    public void whenJournalled(Runnable then) {
        beginning.whenSettled(then);
    }

    /**
     * Whether the call must not be taken because nothing of it could be written, and the operator wants it so. Valid
     * from when {@link #whenJournalled} runs what it was given.
     */
    public boolean isRefused() {
        return refusing && beginning.hasFailed();
    }

    /** The call is bridged: from now on every message with this Call-ID belongs to it. Each of its legs has one. */
    public void follow(String callId) {
        messages.widen();
        events.always(new RecorderEvent.Followed(key, callId));
    }

    /** The call was redirected, rejected or bridged, and has its final response. Under pressure the verifier's details are the first to be given up. */
    public void answered(RecordedVerdict verdict, PolicyDecision decision) {
        var kept = events.pressure() < RELAXED || verdict.details().isEmpty()
                ? verdict
                : verdict.with(VerdictDetails.leftOut("claims and errors: under pressure they were not kept"));
        events.always(new RecorderEvent.Answered(key, kept, decision));
    }

    /** The caller gave up before its answer. */
    public void cancelled() {
        var now = clock.instant();
        events.always(new RecorderEvent.Cancelled(key, now));
    }

    @Override
    public void close() {
        var now = clock.instant();
        events.always(new RecorderEvent.Ended(key, now));
    }
}
