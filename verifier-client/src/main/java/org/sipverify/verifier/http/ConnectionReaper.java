package org.sipverify.verifier.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose time has passed. One thread watches all of them, because a timeout on each read costs a
 * third of a request: another thread is woken to start the timer, and again to cancel it. The thread lives as long as
 * there are connections.
 */
final class ConnectionReaper {
    private final long longest;
    private final Consumer<Connection> onEnd;
    private final Set<Connection> watched = ConcurrentHashMap.newKeySet();
    /** Guarded by this. */
    private @Nullable Thread thread;

    /**
     * A connection's deadline is never set to less than this many nanoseconds ahead, except before it is added; so the
     * thread need not be woken when one changes.
     */
    ConnectionReaper(long longest, Consumer<Connection> onEnd) {
        this.longest = longest;
        this.onEnd = onEnd;
    }

    void add(Connection connection) {
        watched.add(connection);
        wake();
    }

    int size() {
        return watched.size();
    }

    void remove(Connection connection) {
        watched.remove(connection);
    }

    private synchronized void wake() {
        if (thread == null) {
            thread = new Thread(this::run, "verifier-watch");
            thread.setDaemon(true);
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!over()) {
            LockSupport.parkNanos(this, Math.max(1, cut()));
        }
    }

    private synchronized boolean over() {
        if (watched.isEmpty()) {
            thread = null;
        }
        return thread == null;
    }

    /** Returns the time until the next connection can expire. */
    private long cut() {
        long now = System.nanoTime();
        watched.forEach(connection -> connection.cutWhenOver(now));
        watched.removeIf(this::ended);
        return watched.stream().mapToLong(connection -> connection.left(now)).reduce(longest, Math::min);
    }

    private boolean ended(Connection connection) {
        if (connection.isOpen()) {
            return false;
        }
        onEnd.accept(connection);
        return true;
    }
}
