package org.sipverify.vcon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.sipverify.vcon.Vcon.Dialog;
import org.sipverify.vcon.Vcon.Party;

/**
 * Notes taken while a call is handled. Closing them hands a finished {@link Vcon} to the journal, however the call ended.
 * The disposition is written on the call's thread and read when the call ends.
 */
public final class CallNotes implements AutoCloseable {
    private final UUID uuid;
    private final String callId;
    private final Instant start;
    private final Party caller;
    private final Party callee;
    private final InstantSource clock;
    private final Consumer<Vcon> journal;
    private volatile String disposition = "no-answer"; // what is left of a call that the caller gives up

    CallNotes(
            UUID uuid,
            String callId,
            Instant start,
            Party caller,
            Party callee,
            InstantSource clock,
            Consumer<Vcon> journal) {
        this.uuid = uuid;
        this.callId = callId;
        this.start = start.truncatedTo(ChronoUnit.MILLIS);
        this.caller = caller;
        this.callee = callee;
        this.clock = clock;
        this.journal = journal;
    }

    /** The call was redirected or rejected, which the core draft calls failed. */
    public void answered() {
        disposition = "failed";
    }

    @Override
    public void close() {
        var seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        var dialog = new Dialog("incomplete", start.toString(), seconds, List.of(0, 1), disposition, callId);
        journal.accept(new Vcon(uuid, start.toString(), List.of(caller, callee), List.of(dialog)));
    }
}
