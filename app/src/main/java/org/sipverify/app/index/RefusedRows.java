package org.sipverify.app.index;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sipverify.app.call.AddressField;
import org.sipverify.app.call.CallParties;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Verdict;
import org.sipverify.sip.RefusedInvite;
import org.sipverify.vcon.privacy.Masked;

/**
 * Rows of INVITEs that were refused before they were calls. Of those that anyone can send only some a minute get one, so
 * that a flood does not drive the calls out of the index; a retransmission has the row of the first.
 *
 * <p>Shared state: how many had one in this minute, by source.
 */
public final class RefusedRows {
    static final String DECISION = "refused";

    /** One source has at most this part of a minute's rows. */
    private static final int SHARE = 6;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final Supplier<NumberingPlan> plan;
    private final Runnable leftOut;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> sources = new HashMap<>();
    private int rows;
    private long since;

    /**
     * Of a server.
     *
     * @param plan completes numbers, as of calls
     * @param leftOut is run for each that has no row
     */
    public RefusedRows(int perMinute, Supplier<NumberingPlan> plan, Runnable leftOut, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.plan = plan;
        this.leftOut = leftOut;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    void offer(RefusedInvite invite, RowSink sink) {
        var source = CallParties.source(invite.arrival());
        if (invite.isNamed() || hasRoom(source)) {
            sink.offerRefused(() -> row(invite, source));
        } else {
            leftOut.run();
        }
    }

    private synchronized boolean hasRoom(String source) {
        long now = nanoTime.getAsLong();
        if (now - since >= MINUTE) {
            since = now;
            rows = 0;
            sources.clear();
        }
        int before = sources.getOrDefault(source, 0);
        if (rows >= perMinute || before >= Math.max(1, perMinute / SHARE)) {
            return false;
        }
        rows++;
        sources.put(source, before + 1);
        return true;
    }

    private IndexedCall row(RefusedInvite invite, String source) {
        var claimed = invite.claimed().get();
        return new IndexedCall(
                UUID.nameUUIDFromBytes(invite.message()),
                invite.arrival().time(),
                new Parties(Masked.text(claimed.callId()), number(claimed.from()), number(claimed.to())),
                new Arrival(source, invite.arrival().transport().name()),
                Verdict.of("", invite.reason()),
                new Handling(DECISION, "", "", new Answer(invite.status(), "", Duration.ZERO), ""));
    }

    private String number(String field) {
        return Masked.text(TelephoneNumber.canonical(AddressField.user(field), plan.get()));
    }
}
