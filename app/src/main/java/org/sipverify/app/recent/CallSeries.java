package org.sipverify.app.recent;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.CallResult;
import org.sipverify.app.call.Finding;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;

/**
 * Calls a second by outcome, and how long answers and verifications took, over a quarter of an hour, six hours and a week.
 * The clock of the machine is looked at once, so that its changes tear no hole.
 */
public final class CallSeries implements CallObserver {
    private final Map<Range, Ring> rings = new EnumMap<>(Range.class);
    private final LongSupplier nanoTime;
    private final long origin;
    private final long started;

    /**
     * Begins now.
     *
     * @param started in seconds since 1970
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public CallSeries(long started, LongSupplier nanoTime) {
        this.started = started;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        for (var range : Range.values()) {
            rings.put(range, new Ring(range));
        }
    }

    private long second() {
        return started + TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - origin);
    }

    private Ring ring(Range range) {
        return Objects.requireNonNull(rings.get(range));
    }

    private void note(Consumer<Slot> what) {
        long now = second();
        for (var ring : rings.values()) {
            what.accept(ring.at(now));
        }
    }

    /** How it went until now. */
    public Series of(Range range) {
        return Series.of(range, ring(range), second(), started / range.step());
    }

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        return new Observation(nanoTime.getAsLong());
    }

    @Override
    public void refused(RefusedInvite invite) {
        note(slot -> slot.count(Kind.REFUSED));
    }

    private final class Observation implements CallObservation {
        private final long begun;

        Observation(long begun) {
            this.begun = begun;
        }

        @Override
        public void verified(Finding finding) {
            if (finding.verification().isPresent()) {
                int took = Times.of(nanoTime.getAsLong() - begun);
                note(slot -> slot.verifications().add(took));
            }
        }

        @Override
        public void answered(CallResult result) {
            var kind = Kind.of(result.finding().outcome());
            int took = Times.of(result.took().toNanos());
            note(slot -> {
                slot.count(kind);
                slot.answers().add(took);
            });
        }

        @Override
        public void cancelled(Duration took) {
            note(slot -> slot.count(Kind.CANCELLED));
        }
    }
}
