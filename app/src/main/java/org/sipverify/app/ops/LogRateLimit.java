package org.sipverify.app.ops;

import java.beans.PropertyChangeListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Lets each warning and error be logged some times a minute, so that a sender cannot fill the log at the rate of packets,
 * and logs how many lines it left out. A cause is the text of a log statement before its values are
 * filled in. What is less than a warning passes: one INFO line a call is wanted. The minutes are the shared state.
 */
public final class LogRateLimit extends AbstractFilter implements AutoCloseable {
    static final int LINES_A_MINUTE = 10;

    private static final Logger LOG = LogManager.getLogger();
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final String BEGINS = "for a minute no further line like this is logged: {}";
    private static final String COUNT = "{} lines like this were not logged: {}";

    /** Statements are fewer; texts put together elsewhere share one place. */
    private static final int MAX_CAUSES = 500;

    private final LoggerContext context = LoggerContext.getContext(false);
    private final PropertyChangeListener again = change -> install();
    private final LongSupplier nanoTime;
    private final Map<String, Minute> minutes = new ConcurrentHashMap<>();

    private LogRateLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Takes effect in the log of this process, and again whenever log4j reloads its configuration, until it is closed.
     *
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public static LogRateLimit install(LongSupplier nanoTime) {
        var limit = new LogRateLimit(nanoTime);
        limit.context.addPropertyChangeListener(limit.again);
        limit.install();
        return limit;
    }

    /** log4j also reports a change when the configuration stays the same. */
    private void install() {
        context.getConfiguration().removeFilter(this);
        context.getConfiguration().addFilter(this);
    }

    @Override
    public void close() {
        context.removePropertyChangeListener(again);
        context.getConfiguration().removeFilter(this);
    }

    @Override
    public Result filter(
            org.apache.logging.log4j.core.@Nullable Logger logger,
            Level level,
            @Nullable Marker marker,
            @Nullable String text,
            @Nullable Object @Nullable ... values) {
        return judge(level, text);
    }

    @Override
    public Result filter(
            org.apache.logging.log4j.core.@Nullable Logger logger,
            Level level,
            @Nullable Marker marker,
            @Nullable Object text,
            @Nullable Throwable thrown) {
        return judge(level, text == null ? null : text.toString());
    }

    @Override
    public Result filter(
            org.apache.logging.log4j.core.@Nullable Logger logger,
            Level level,
            @Nullable Marker marker,
            @Nullable Message message,
            @Nullable Throwable thrown) {
        return judge(level, message == null ? null : message.getFormattedMessage());
    }

    /** Without a text somebody only asks whether the level is on. */
    private Result judge(Level level, @Nullable String text) {
        if (!level.isMoreSpecificThan(Level.WARN) || text == null || text.equals(BEGINS) || text.equals(COUNT)) {
            return Result.NEUTRAL;
        }
        var full = minutes.size() >= MAX_CAUSES && !minutes.containsKey(text);
        return minutes.computeIfAbsent(full ? "" : text, unused -> new Minute()).judge(level, text);
    }

    /** What was logged of one cause of late. */
    private final class Minute {
        private long start = nanoTime.getAsLong();
        private long lines;

        Result judge(Level level, String text) {
            var leftOut = 0L;
            var last = false;
            synchronized (this) {
                if (nanoTime.getAsLong() - start >= MINUTE) {
                    leftOut = Math.max(0, lines - LINES_A_MINUTE);
                    start = nanoTime.getAsLong();
                    lines = 0;
                }
                lines++;
                last = lines == LINES_A_MINUTE + 1;
                if (lines > LINES_A_MINUTE && !last) {
                    return Result.DENY;
                }
            }
            if (leftOut > 0) {
                LOG.log(level, COUNT, leftOut, text);
            }
            if (last) {
                LOG.log(level, BEGINS, text);
            }
            return last ? Result.DENY : Result.NEUTRAL;
        }
    }
}
