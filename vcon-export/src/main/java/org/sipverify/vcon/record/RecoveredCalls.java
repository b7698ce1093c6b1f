package org.sipverify.vcon.record;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.journal.Journal;

/**
 * The calls that the end of an earlier run interrupted. Their callers send the INVITE again until they are answered, so
 * such a call may continue in this run: then it keeps its uuid, because it is the same INVITE.
 */
final class RecoveredCalls {
    /** Timer B (RFC 3261 section 17.1.1.2): by then a caller has given up. */
    private static final Duration PATIENCE_OF_CALLERS = Duration.ofSeconds(32);

    private final Map<CallKey, Waiting> calls = new ConcurrentHashMap<>();
    private final FinishedCalls finished;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /** A call that may continue until then, on the clock of {@link System#nanoTime}. */
    private record Waiting(Recording call, long until) {}

    RecoveredCalls(FinishedCalls finished, InstantSource clock, LongSupplier nanoTime) {
        this.finished = finished;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Looks which calls these are; to be done before a call comes in. */
    void read(Journal journal) throws IOException {
        var now = clock.instant();
        for (var call : journal.unended(now.minus(PATIENCE_OF_CALLERS))) {
            finished.hold(call.uuid());
            var until = nanoTime.getAsLong() + patience(call, now).toNanos();
            calls.put(call.arrival().key(), new Waiting(call, until));
        }
    }

    /**
     * How much longer its caller waits. Only the time of day reaches from one run to the next, and it may have been set
     * back in between: a call is never waited for longer than a caller waits.
     */
    private static Duration patience(Recording call, Instant now) {
        var age = Duration.between(call.createdAt(), now);
        return age.isNegative() ? PATIENCE_OF_CALLERS : PATIENCE_OF_CALLERS.minus(age);
    }

    /** The call that continues with an INVITE of this key, which is not masked yet. */
    Optional<Recording> resume(CallKey key) {
        return calls.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(calls.remove(Masking.key(key))).map(Waiting::call);
    }

    /** No caller waits for an answer to these any longer: they are over. */
    void giveUp() {
        var now = nanoTime.getAsLong();
        for (var one : List.copyOf(calls.values())) {
            if (now - one.until() >= 0 && calls.remove(one.call().arrival().key(), one)) {
                finished.add(one.call(), true);
            }
        }
    }
}
