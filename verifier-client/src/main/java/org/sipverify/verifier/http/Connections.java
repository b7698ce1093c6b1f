package org.sipverify.verifier.http;

import io.netty.util.Timer;
import java.net.ProxySelector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sipverify.verifier.config.VerifierConfig;

/**
 * The connections to the verifier: a pool for each event loop, so that a question that is asked on a loop is answered
 * there, without waking another thread. Together they are at most as many as requests may be in progress; while one is
 * being closed, there may be one more for a moment.
 *
 * <p>The loops share what is here: the number of open connections, whose turn it is, and whether the verifier is closed.
 */
final class Connections {
    private final VerifierConfig.Http config;
    private final Timer timer;
    private final Dialer dialer;
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean retired;

    Connections(VerifierConfig.Http config, ProxySelector proxies, HttpRuntime runtime) {
        this.config = config;
        this.timer = runtime.timer();
        this.dialer = new Dialer(config, proxies);
        var dial = runtime.dial().get();
        for (var loop : runtime.loops()) {
            pools.add(new ConnectionPool(this, loop, dial));
        }
    }

    VerifierConfig.Http config() {
        return config;
    }

    Timer timer() {
        return timer;
    }

    Dialer dialer() {
        return dialer;
    }

    /** The pool for a question of this thread: its own, if it is an event loop. */
    ConnectionPool forThisThread() {
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).isHere()) {
                return pools.get(i);
            }
        }
        var withIdle = withIdle();
        return withIdle == null ? pools.get(Math.floorMod(turn.getAndIncrement(), pools.size())) : withIdle;
    }

    /** A pool that had an idle connection a moment ago. */
    @Nullable
    ConnectionPool withIdle() {
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).hasIdle()) {
                return pools.get(i);
            }
        }
        return null;
    }

    /** How many pools there are. */
    int size() {
        return pools.size();
    }

    /** Whether there are as many connections as requests may be in progress. */
    boolean isFull() {
        return open.get() >= config.connections().max();
    }

    /** One is about to be opened; an idle one of another loop makes room, if it has to. */
    void opening() {
        if (open.incrementAndGet() > config.connections().max()) {
            var pool = withIdle();
            if (pool != null) {
                pool.execute(pool::endOldest);
            }
        }
    }

    void closed() {
        open.decrementAndGet();
    }

    boolean isRetired() {
        return retired;
    }

    /** Closes the idle connections, and from now on each connection after its request. */
    void retire() {
        retired = true;
        pools.forEach(pool -> pool.execute(pool::endIdle));
    }
}
