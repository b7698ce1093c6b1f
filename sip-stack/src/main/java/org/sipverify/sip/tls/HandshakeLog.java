package org.sipverify.sip.tls;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.tls.HandshakeFailure.Reason;

/**
 * Tells of failed handshakes, so many a minute for each reason: a flood of one kind neither fills the log nor hides the
 * other kinds. What was told this minute is the only shared state.
 */
final class HandshakeLog {
    static final int LINES_A_MINUTE = 10;

    private static final Logger LOG = LogManager.getLogger();
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier clock;
    private final Map<Reason, Minute> minutes = new EnumMap<>(Reason.class);

    private record Minute(long start, int failures) {}

    /** Takes the time in nanoseconds. */
    HandshakeLog(LongSupplier clock) {
        this.clock = clock;
    }

    void tell(@Nullable InetSocketAddress peer, HandshakeFailure failure) {
        var untold = untold(failure.reason());
        if (untold >= 0) {
            LOG.log(
                    failure.reason().isNoise() ? Level.INFO : Level.WARN,
                    "no TLS with {}: {}{}",
                    peer,
                    failure,
                    untold == 0 ? "" : " (" + untold + " more like it were not told)");
        }
    }

    /** How many of its kind were kept back before it; -1 when it is kept back itself. */
    private synchronized int untold(Reason reason) {
        var now = clock.getAsLong();
        var minute = minutes.get(reason);
        if (minute == null || now - minute.start >= MINUTE) {
            minutes.put(reason, new Minute(now, 1));
            return minute == null ? 0 : Math.max(0, minute.failures - LINES_A_MINUTE);
        }
        minutes.put(reason, new Minute(minute.start, minute.failures + 1));
        return minute.failures < LINES_A_MINUTE ? 0 : -1;
    }
}
