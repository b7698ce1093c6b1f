package org.sipverify.verifier.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts connections whose time is over. One thread looks after all of them, because a time-out at each read costs a third
 * of a question: another thread is woken to keep the time, and again to forget it. The thread lives while there are
 * connections.
 */
final class ConnectionReaper {
    private final long longest;
    private final Consumer<Connection> onEnd;
    private final Set<Connection> watched = ConcurrentHashMap.newKeySet();
    /** Guarded by this. */
    private @Nullable Thread thread;

    /**
     * No connection's time is ever set to earlier than so many nanoseconds from then, except before it is added; so the
     * thread need not be woken when one is.
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

    /** Gives how long nothing can be over. */
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
