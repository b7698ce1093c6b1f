package org.sipverify.sip.transport;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections in total and by source, so that no source takes all of them. A place is given back exactly once.
 */
final class ConnectionCount {
    private final int most;
    private final int mostPerSource;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> bySource = new ConcurrentHashMap<>();

    ConnectionCount(int most, int mostPerSource) {
        this.most = most;
        this.mostPerSource = mostPerSource;
    }

    /** Takes a place, if there is one. */
    boolean take(InetAddress source) {
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            return false;
        }
        if (bySource.merge(source, 1, Integer::sum) > mostPerSource) {
            give(source);
            return false;
        }
        return true;
    }

    void give(InetAddress source) {
        all.decrementAndGet();
        bySource.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
    }
}
