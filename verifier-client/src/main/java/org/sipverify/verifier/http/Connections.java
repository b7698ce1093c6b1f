package org.sipverify.verifier.http;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.sipverify.verifier.config.VerifierConfig;

/** The connections to the verifier: at most as many as concurrent requests, the most recently used first. */
final class Connections {
    private final Connector connector;
    private final int max;
    private final long keepAlive;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final ConnectionReaper reaper;
    private volatile boolean retired;

    Connections(VerifierConfig.Http config, Connector connector) {
        this.connector = connector;
        this.max = config.connections().max();
        this.keepAlive = config.connections().keepAlive().toNanos();
        this.reaper = new ConnectionReaper(config.timeout().toNanos(), idle::remove);
    }

    /** An idle connection, for a request with that deadline. */
    Optional<Connection> used(long deadline) {
        for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (next.until(deadline) && next.silent()) {
                return Optional.of(next);
            }
            end(next);
        }
        return Optional.empty();
    }

    /** A new connection, for a request with that deadline. */
    Connection fresh(long deadline) throws IOException {
        if (reaper.size() >= max) {
            Optional.ofNullable(idle.pollLast()).ifPresent(this::end);
        }
        var connection = new Connection(connector, deadline);
        reaper.add(connection);
        return connection;
    }

    /** The request was answered, or abandoned. */
    void release(Connection connection) {
        if (!retired && connection.reusable() && connection.until(System.nanoTime() + keepAlive)) {
            idle.addFirst(connection);
            if (retired) { // since the question above
                endIdle();
            }
        } else {
            end(connection);
        }
    }

    /** Closes the idle connections, and from now on each connection after its request. */
    void retire() {
        retired = true;
        endIdle();
    }

    private void endIdle() {
        for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            end(next);
        }
    }

    private void end(Connection connection) {
        connection.close();
        reaper.remove(connection);
    }
}
