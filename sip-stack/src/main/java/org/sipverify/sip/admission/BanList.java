package org.sipverify.sip.admission;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Banned sources. When the list is full, no other source is banned until a ban has expired. */
final class BanList {
    private final ConcurrentMap<Long, Long> untilBySource = new ConcurrentHashMap<>();
    private final int most;
    private final long time;

    /** @param time of a ban, in nanoseconds */
    BanList(int most, long time) {
        this.most = most;
        this.time = time;
    }

    boolean has(long source, long now) {
        if (untilBySource.isEmpty()) {
            return false;
        }
        var until = untilBySource.get(source);
        if (until == null || until - now > 0) {
            return until != null;
        }
        untilBySource.remove(source, until);
        return false;
    }

    /** Whether this started a ban. */
    boolean add(long source, long now) {
        return (untilBySource.size() < most || inForce(now) < most)
                && untilBySource.putIfAbsent(source, now + time) == null;
    }

    /** Ends a ban; whether there was one. */
    boolean lift(long source, long now) {
        boolean banned = has(source, now);
        untilBySource.remove(source);
        return banned;
    }

    /** Until when each is, without expired ones. */
    Map<Long, Long> all(long now) {
        inForce(now);
        return new HashMap<>(untilBySource);
    }

    /** The number of bans, without expired ones. */
    int inForce(long now) {
        untilBySource.values().removeIf(until -> until - now <= 0);
        return untilBySource.size();
    }
}
