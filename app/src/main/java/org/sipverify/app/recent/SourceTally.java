package org.sipverify.app.recent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.CallResult;
import org.sipverify.policy.CallFacts.Outcome;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.RefusedInvite;

/**
 * What each source has sent since the server started, of those that sent last. Sources of which no INVITE was a call are
 * kept apart: anyone can send from any number of those.
 *
 * <p>Shared state: the two tables, under the lock of this object.
 */
public final class SourceTally implements CallObserver {
    private static final int MOST_CALLERS = 1000;
    private static final int MOST_OTHERS = 200;

    private final Map<String, Counts> callers = table(MOST_CALLERS);
    private final Map<String, Counts> others = table(MOST_OTHERS);

    /**
     * What one source has sent.
     *
     * @param calls INVITEs that were calls
     * @param refused INVITEs that were not
     * @param last when the last INVITE came, ISO 8601
     */
    public record Sent(
            String source,
            long calls,
            long valid,
            long invalid,
            long error,
            long none,
            long malformed,
            long cancelled,
            long refused,
            String last) {}

    private static final class Counts {
        private final Map<Kind, Long> each = new EnumMap<>(Kind.class);
        private Instant last = Instant.EPOCH;
        private long calls;

        Sent shown(String source) {
            return new Sent(
                    source,
                    calls,
                    of(Kind.VALID),
                    of(Kind.INVALID),
                    of(Kind.ERROR),
                    of(Kind.NONE),
                    of(Kind.MALFORMED),
                    of(Kind.CANCELLED),
                    of(Kind.REFUSED),
                    last.toString());
        }

        long of(Kind kind) {
            return each.getOrDefault(kind, 0L);
        }

        void count(Kind kind) {
            each.merge(kind, 1L, Long::sum);
        }
    }

    private static Map<String, Counts> table(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Counts> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        var source = CallParties.source(call.invite());
        var counts = caller(source, call.invite().receivedAt());
        return new Observation(counts);
    }

    private synchronized Counts caller(String source, Instant now) {
        var known = others.remove(source);
        var counts = callers.computeIfAbsent(source, none -> known == null ? new Counts() : known);
        counts.calls++;
        counts.last = now;
        return counts;
    }

    @Override
    public void refused(RefusedInvite invite) {
        var source = CallParties.source(invite.arrival());
        synchronized (this) {
            var counts = callers.get(source);
            if (counts == null) {
                counts = others.computeIfAbsent(source, none -> new Counts());
            }
            counts.count(Kind.REFUSED);
            counts.last = invite.arrival().time();
        }
    }

    /** All of them, those with the most calls first. */
    public List<Sent> all() {
        var all = new ArrayList<Sent>();
        synchronized (this) {
            Consumer<Map.Entry<String, Counts>> show =
                    it -> all.add(it.getValue().shown(it.getKey()));
            callers.entrySet().forEach(show);
            others.entrySet().forEach(show);
        }
        all.sort(Comparator.comparingLong(Sent::calls)
                .thenComparingLong(Sent::refused)
                .reversed()
                .thenComparing(Sent::source));
        return all;
    }

    private synchronized void count(Counts counts, Kind kind) {
        counts.count(kind);
    }

    private final class Observation implements CallObservation {
        private final Counts counts;

        Observation(Counts counts) {
            this.counts = counts;
        }

        @Override
        public void answered(CallResult result) {
            Outcome outcome = result.finding().outcome();
            count(counts, Kind.of(outcome));
        }

        @Override
        public void cancelled(Duration took) {
            count(counts, Kind.CANCELLED);
        }
    }
}
