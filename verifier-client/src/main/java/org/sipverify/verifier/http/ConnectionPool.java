package org.sipverify.verifier.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop, the most recently used first. Everything in it happens on that loop and needs no
 * lock; other threads only {@link #execute}, and read whether it has idle ones.
 */
final class ConnectionPool {
    private static final Logger LOG = LogManager.getLogger(ConnectionPool.class);

    private final Connections all;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final long keepAlive;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final SocketSilence silence = new SocketSilence();
    private volatile boolean hasIdle;
    private @Nullable ScheduledFuture<?> sweep;

    ConnectionPool(Connections all, EventLoop loop, Bootstrap dial) {
        this.all = all;
        this.loop = loop;
        this.bootstrap = dial.clone(loop);
        this.keepAlive = all.config().connections().keepAlive().toNanos();
    }

    Connections all() {
        return all;
    }

    EventLoop loop() {
        return loop;
    }

    /** Whether this thread is its loop. */
    boolean isHere() {
        return loop.inEventLoop();
    }

    /** Whether it had idle connections a moment ago; on any thread. */
    boolean hasIdle() {
        return hasIdle;
    }

    /** Runs the task on the loop: at once, if this thread is it. Returns false when the loop has ended. */
    boolean execute(Runnable task) {
        if (isHere()) {
            task.run();
            return true;
        }
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("An event loop has ended, and its connections with it");
            return false;
        }
    }

    /**
     * Sends the question over an idle connection or a new one. When there are as many connections as allowed, none of them
     * idle here but one on another loop, that one takes it.
     */
    void serve(Exchange exchange) {
        var kept = silent();
        if (kept != null) {
            exchange.goOver(kept, true);
            return;
        }
        var other = all.isFull() && exchange.mayMove() ? all.withIdle() : null;
        if (other == null) {
            dial(exchange);
        } else {
            exchange.moveTo(other);
        }
    }

    /** Sends the question over a new connection. */
    void dial(Exchange exchange) {
        all.opening();
        var connection = new Connection(this);
        exchange.goOver(connection, false);
        all.dialer().dial(connection, bootstrap, loop);
    }

    /** The connection has answered a question, and may take another. */
    void rest(Connection connection) {
        if (all.isRetired()) {
            connection.close();
            return;
        }
        connection.idleSince(System.nanoTime());
        idle.addFirst(connection);
        hasIdle = true;
        if (all.isRetired()) { // since the question above
            endIdle();
        } else if (sweep == null) {
            sweep = loop.schedule(this::sweep, keepAlive, TimeUnit.NANOSECONDS);
        }
    }

    /** The connection is closed, or is about to be. */
    void ended(Connection connection) {
        idle.remove(connection);
        hasIdle = !idle.isEmpty();
        all.closed();
    }

    void endOldest() {
        var oldest = idle.peekLast();
        if (oldest != null) {
            oldest.close();
        }
    }

    void endIdle() {
        while (!idle.isEmpty()) {
            endOldest();
        }
        if (sweep != null) {
            sweep.cancel(false);
            sweep = null;
        }
    }

    private @Nullable Connection silent() {
        for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            hasIdle = !idle.isEmpty();
            if (next.isIdle(silence)) {
                return next;
            }
            next.close();
        }
        return null;
    }

    /** Closes those whose time has passed, and comes again when that of the next one will have. */
    private void sweep() {
        sweep = null;
        long now = System.nanoTime();
        var oldest = idle.peekLast();
        while (oldest != null && now - oldest.idleSince() >= keepAlive) {
            oldest.close();
            oldest = idle.peekLast();
        }
        if (oldest != null) {
            long left = keepAlive - (now - oldest.idleSince());
            sweep = loop.schedule(this::sweep, left, TimeUnit.NANOSECONDS);
        }
    }
}
