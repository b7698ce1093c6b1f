package org.sipverify.app.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes each connection of the status pages when its time is over. An idle timeout alone would let a request that comes
 * octet by octet keep its connection for hours. The connections that are open are the only shared state.
 */
final class ShortConnections implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration life;
    private final Map<Connection, Scheduler.Task> ends = new ConcurrentHashMap<>();

    ShortConnections(Scheduler scheduler, Duration life) {
        this.scheduler = scheduler;
        this.life = life;
    }

    @Override
    public void onOpened(Connection connection) {
        var end = scheduler.schedule(() -> connection.getEndPoint().close(), life.toMillis(), TimeUnit.MILLISECONDS);
        ends.put(connection, end);
    }

    @Override
    public void onClosed(Connection connection) {
        var end = ends.remove(connection);
        if (end != null) {
            end.cancel();
        }
    }
}
