package org.sipverify.verifier.http;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.sipverify.verifier.config.VerifierConfig;

/** The connections to the verifier: at most as many as there may be questions, the one used last first. */
final class Connections {
    private final Dialler dialler;
    private final int max;
    private final long keepAlive;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Watch watch;

    Connections(VerifierConfig.Http config, Dialler dialler) {
        this.dialler = dialler;
        this.max = config.connections().max();
        this.keepAlive = config.connections().keepAlive().toNanos();
        this.watch = new Watch(config.timeout().toNanos(), idle::remove);
    }

    /** One that was used before, for a question that ends at that time. */
    Optional<Connection> used(long deadline) {
        for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (next.until(deadline) && next.silent()) {
                return Optional.of(next);
            }
            end(next);
        }
        return Optional.empty();
    }

    /** A new one, for a question that ends at that time. */
    Connection fresh(long deadline) throws IOException {
        if (watch.size() >= max) {
            Optional.ofNullable(idle.pollLast()).ifPresent(this::end);
        }
        var connection = new Connection(dialler, deadline);
        watch.add(connection);
        return connection;
    }

    /** The question was answered, or given up. */
    void release(Connection connection) {
        if (connection.reusable() && connection.until(System.nanoTime() + keepAlive)) {
            idle.addFirst(connection);
        } else {
            end(connection);
        }
    }

    private void end(Connection connection) {
        connection.close();
        watch.remove(connection);
    }
}
