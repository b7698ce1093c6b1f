package org.sipverify.sip.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the server holds for peers: waiting and incomplete messages, transactions, and responses that a peer
 * does not read. One account with one limit, so that no sender can make memory grow anywhere. If the operator named
 * callers, a quarter of the limit is reserved for them.
 *
 * <p>Shared state: the sum, in octets of heap as estimated by the callers of {@link #take}.
 */
public final class HeldOctets {
    /** What each message costs besides its own octets: the objects that refer to it and record its source. */
    public static final int OVERHEAD = 512;

    private final long limit;
    private volatile long limitOfOthers;
    private final Shedder shedder;
    private final AtomicLong held = new AtomicLong();

    /** Releases what is least valuable. */
    @FunctionalInterface
    public interface Shedder {
        /** Has nothing to release. */
        Shedder NONE = named -> false;

        /**
         * Releases one thing, and its octets with it.
         *
         * @param named whether it may belong to a named caller
         * @return false when there is nothing left to release
         */
        boolean shed(boolean named);
    }

    /**
     * Holds nothing yet.
     *
     * @param limit octets in all
     * @param reserved whether the operator named callers, for whom a quarter is reserved
     */
    public HeldOctets(long limit, boolean reserved, Shedder shedder) {
        this.limit = limit;
        this.limitOfOthers = limitOfOthers(reserved);
        this.shedder = shedder;
    }

    /** Whether a quarter is reserved from now on. */
    public void reserve(boolean forNamed) {
        limitOfOthers = limitOfOthers(forNamed);
    }

    private long limitOfOthers(boolean reserved) {
        return reserved ? limit - limit / 4 : limit;
    }

    /**
     * Takes octets, which must be given back later; if needed, the least valuable things are released for them.
     *
     * @param named whether they are for a caller that the operator named
     * @return false when there is no room
     */
    public boolean take(long octets, boolean named) {
        long most = named ? limit : limitOfOthers;
        while (true) {
            long before = held.get();
            if (before + octets <= most) {
                if (held.compareAndSet(before, before + octets)) {
                    return true;
                }
            } else if (!shedder.shed(named)) {
                return false;
            }
        }
    }

    public void give(long octets) {
        held.addAndGet(-octets);
    }

    public long held() {
        return held.get();
    }

    public long limit() {
        return limit;
    }
}
