package org.sipverify.http.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.sipverify.formats.net.IpAddress;

/**
 * A rate limit for guesses: after some wrong tokens from one address within a while, no token from there is looked at for
 * as long. IPv6 addresses count by their /64. Of more addresses than there is room for, those are forgotten that sent the
 * last wrong token longest ago. The table is the shared state.
 */
final class WrongTokens {
    private static final int IPV6_NETWORK = 64;

    private final Limit limit;
    private final LongSupplier nanoTime;
    private final Map<String, Guesses> byAddress;

    /**
     * What is allowed.
     *
     * @param most wrong tokens
     * @param pause in which they count, and for which nothing more is looked at
     * @param addresses that are remembered
     */
    record Limit(int most, Duration pause, int addresses) {}

    private record Guesses(int count, long since, long last) {}

    WrongTokens(Limit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.byAddress = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
                return size() > limit.addresses();
            }
        };
    }

    /** How long no token from there is looked at; zero when it is. */
    synchronized Duration pause(String address) {
        var guesses = byAddress.get(key(address));
        if (guesses == null || guesses.count() < limit.most()) {
            return Duration.ZERO;
        }
        var left = limit.pause().toNanos() - (nanoTime.getAsLong() - guesses.last());
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    synchronized void add(String address) {
        long now = nanoTime.getAsLong();
        byAddress.merge(
                key(address),
                new Guesses(1, now, now),
                (before, one) -> isOver(before, now) ? one : new Guesses(before.count() + 1, before.since(), now));
    }

    private boolean isOver(Guesses guesses, long now) {
        var from = guesses.count() < limit.most() ? guesses.since() : guesses.last();
        return now - from >= limit.pause().toNanos();
    }

    synchronized int addresses() {
        return byAddress.size();
    }

    private static String key(String address) {
        return IpAddress.parse(address)
                .map(it -> it.isIpv4() ? it : it.first(IPV6_NETWORK))
                .map(IpAddress::toString)
                .orElse(address);
    }
}
