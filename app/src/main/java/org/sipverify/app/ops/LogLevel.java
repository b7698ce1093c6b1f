package org.sipverify.app.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;

/**
 * The level of the log while it is in use: the configured one, or another for a while. The thread that ends the while is
 * made when there is one.
 */
public final class LogLevel implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private final Consumer<String> log;
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "log-level"));
    private String configured;
    private @Nullable While override;

    private record While(String level, Instant until, Future<?> end) {}

    /** Of the log of this process, which has the configured level. */
    public LogLevel(String configured) {
        this(configured, level -> Configurator.setRootLevel(Level.valueOf(level)));
    }

    LogLevel(String configured, Consumer<String> log) {
        this.configured = configured;
        this.log = log;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Another level is configured. It is in force at once, or after the while. */
    public synchronized void configure(String level) {
        configured = level;
        if (override == null) {
            log.accept(level);
        }
    }

    /** Has the log take this level, such as DEBUG, for a while; when that ends. Another one takes its place. */
    public synchronized Instant override(String level, Duration time) {
        stop();
        var until = Instant.now().plus(time);
        override = new While(level, until, timer.schedule(this::goBack, time.toMillis(), TimeUnit.MILLISECONDS));
        log.accept(level);
        return until;
    }

    private synchronized void goBack() {
        override = null;
        log.accept(configured);
        LOG.info("log level {} again", configured);
    }

    private void stop() {
        if (override != null) {
            override.end().cancel(false);
        }
    }

    /** The level in force. */
    public synchronized String now() {
        return override == null ? configured : override.level();
    }

    /** When it goes back to the configured one; empty when it is that. */
    public synchronized Optional<Instant> until() {
        return Optional.ofNullable(override).map(While::until);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
