package org.sipverify.app.sips;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.sipverify.app.config.SipsApiSettings.Rate;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.http.Caller;

/**
 * A rate limit for each client: the holder of a token, or an address (IPv6: its /64). Of more clients than there is room
 * for, the one that asked longest ago is forgotten. The table is the shared state.
 */
final class ClientRates {
    private static final int CLIENTS = 10_000;
    private static final int IPV6_NETWORK = 64;

    private final Rate rate;
    private final LongSupplier nanoTime;
    private final Map<String, ArrayDeque<Long>> byClient = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Long>> eldest) {
            return size() > CLIENTS;
        }
    };

    ClientRates(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
    }

    /** Counts a question of this client. Zero when it may ask; else how long it must wait, and nothing is counted. */
    synchronized Duration take(Caller caller) {
        long now = nanoTime.getAsLong();
        var times = byClient.computeIfAbsent(client(caller), client -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.peekFirst() >= rate.period().toNanos()) {
            times.removeFirst();
        }
        if (times.size() >= rate.count()) {
            return rate.period().minusNanos(now - times.peekFirst());
        }
        times.addLast(now);
        return Duration.ZERO;
    }

    private static String client(Caller caller) {
        return caller.name().isEmpty()
                ? "address "
                        + IpAddress.parse(caller.address())
                                .map(it -> it.isIpv4() ? it : it.first(IPV6_NETWORK))
                                .map(IpAddress::toString)
                                .orElse(caller.address())
                : "token " + caller.name();
    }
}
