package org.sipverify.http.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.sipverify.http.HttpMeter;
import org.sipverify.http.HttpMeter.Refusal;
import org.sipverify.http.config.HttpLimits;

/**
 * The connections that are open, each for one request. One whose request is not complete in time is closed: an idle timeout
 * alone would let a request that comes octet by octet keep its connection for hours. Where too many are open, a new one
 * takes the place of one that still waits for its request: of the address that has the most of those, the oldest. So
 * clients that open connections and send nothing push out themselves, and nobody who sends a request at once. The table is
 * the shared state.
 */
final class OpenConnections implements Connection.Listener {
    private final Scheduler scheduler;
    private final HttpLimits limits;
    private final HttpMeter meter;
    private final Map<EndPoint, Open> open = new LinkedHashMap<>();

    /** A connection; the task closes it, and there is none while its request is being worked on. */
    private static final class Open {
        private final String address;
        private boolean waits = true;
        private Scheduler.@Nullable Task end;

        Open(String address) {
            this.address = address;
        }
    }

    OpenConnections(Scheduler scheduler, HttpLimits limits, HttpMeter meter) {
        this.scheduler = scheduler;
        this.limits = limits;
        this.meter = meter;
    }

    @Override
    public void onOpened(Connection connection) {
        var socket = connection.getEndPoint();
        if (socket instanceof EndPoint.Wrapper) {
            return; // what is inside TLS; its socket is counted
        }
        var pushedOut = Optional.<EndPoint>empty();
        synchronized (this) {
            pushedOut = open.size() >= limits.connections() ? leastWanted() : Optional.empty();
            pushedOut.map(open::remove).ifPresent(OpenConnections::cancel);
            var added = new Open(address(socket));
            open.put(socket, added);
            added.end = closing(socket);
        }
        pushedOut.ifPresent(it -> close(it, Refusal.CONNECTIONS));
        if (pushedOut.isEmpty() && size() > limits.connections()) {
            close(socket, Refusal.CONNECTIONS); // every other one has a request that is being worked on
        }
    }

    private Optional<EndPoint> leastWanted() {
        var counts = new HashMap<String, Integer>();
        open.values().stream().filter(it -> it.waits).forEach(it -> counts.merge(it.address, 1, Integer::sum));
        var most = counts.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey);
        return most.flatMap(address -> open.entrySet().stream()
                .filter(it -> it.getValue().waits && it.getValue().address.equals(address))
                .map(Map.Entry::getKey)
                .findFirst());
    }

    /** The request of this connection is complete: it is worked on, for as long as that takes. */
    void requestIsComplete(EndPoint connection) {
        change(connection, false);
    }

    /** How long a client may take for its request, and for what it is sent. */
    Duration requestTime() {
        return limits.requestTime();
    }

    /** The answer begins: the client has as long to take it as it had for its request. */
    void answerBegins(EndPoint connection) {
        change(connection, true);
    }

    private synchronized void change(EndPoint connection, boolean timed) {
        var socket = socket(connection);
        var it = open.get(socket);
        if (it != null) {
            cancel(it);
            it.waits = false;
            it.end = timed ? closing(socket) : null;
        }
    }

    private Scheduler.Task closing(EndPoint socket) {
        return scheduler.schedule(
                () -> close(socket, Refusal.SLOW), limits.requestTime().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void close(EndPoint socket, Refusal why) {
        meter.refused(why);
        socket.close();
    }

    @Override
    public void onClosed(Connection connection) {
        synchronized (this) {
            Optional.ofNullable(open.remove(connection.getEndPoint())).ifPresent(OpenConnections::cancel);
        }
    }

    private static void cancel(Open it) {
        if (it.end != null) {
            it.end.cancel();
        }
    }

    synchronized int size() {
        return open.size();
    }

    private static EndPoint socket(EndPoint connection) {
        return connection instanceof EndPoint.Wrapper inner ? socket(inner.unwrap()) : connection;
    }

    private static String address(EndPoint socket) {
        return socket.getRemoteSocketAddress() instanceof InetSocketAddress from && from.getAddress() != null
                ? from.getAddress().getHostAddress()
                : "";
    }
}
