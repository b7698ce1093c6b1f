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
 * Logs failed handshakes, a limited number a minute for each reason: a flood of one kind neither fills the log nor
 * hides the other kinds. The counts of the current minute are the only shared state.
 */
final class HandshakeLog {
    static final int LINES_A_MINUTE = 10;

    private static final Logger LOG = LogManager.getLogger();
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier clock;
    private final Map<Reason, Minute> minutes = new EnumMap<>(Reason.class);

    private record Minute(long start, int failures) {}

    /** Uses a clock in nanoseconds. */
    HandshakeLog(LongSupplier clock) {
        this.clock = clock;
    }

    void tell(@Nullable InetSocketAddress peer, HandshakeFailure failure) {
        var suppressed = suppressed(failure.reason());
        if (suppressed >= 0) {
            LOG.log(
                    failure.reason().isNoise() ? Level.INFO : Level.WARN,
                    "TLS handshake with {} failed: {}{}",
                    peer,
                    failure,
                    suppressed == 0 ? "" : " (" + suppressed + " more like it were not logged)");
        }
    }

    /** How many of its kind were suppressed before it; -1 when it is suppressed itself. */
    private synchronized int suppressed(Reason reason) {
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
