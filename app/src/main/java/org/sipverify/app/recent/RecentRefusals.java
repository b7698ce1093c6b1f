package org.sipverify.app.recent;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.ops.Latest;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;

/** The last INVITEs that were refused before they were calls, each with the reason. */
public final class RecentRefusals implements CallObserver {
    private static final int LONGEST = 256;

    /** A flood is not read closely: what is kept of it in a second shows what it is. */
    private static final int MOST_A_SECOND = 50;

    private static final CallObservation NOTHING_MORE = new CallObservation() {};

    private final Latest<Refusal> latest = new Latest<>();
    private final LongSupplier nanoTime;
    private long second;
    private int thisSecond;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    public RecentRefusals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * One of them.
     *
     * @param time when it came, ISO 8601
     * @param code the SIP status that it got
     * @param callId as it stands in the message, if it can be found
     */
    public record Refusal(
            String time,
            String source,
            int code,
            String reason,
            @JsonProperty("call_id") String callId) {}

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        return NOTHING_MORE;
    }

    @Override
    public void refused(RefusedInvite invite) {
        if (!hasRoom()) {
            return;
        }
        var arrival = invite.arrival();
        latest.add(new Refusal(
                arrival.time().toString(),
                CallParties.source(arrival),
                invite.status(),
                invite.reason(),
                PlainText.cut(invite.claimed().get().callId(), LONGEST)));
    }

    private synchronized boolean hasRoom() {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong());
        thisSecond = now == second ? thisSecond + 1 : 1;
        second = now;
        return thisSecond <= MOST_A_SECOND;
    }

    /** The latest first. */
    public List<Refusal> all() {
        return latest.all();
    }
}
