package org.sipverify.sip.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the server holds for others: messages that wait or are half there, transactions, and answers that a peer does
 * not take. One account with one limit, so that no sender finds a place where memory grows. Where the operator named
 * callers, a quarter of the limit is kept for them.
 *
 * <p>Shared state: the sum, in octets of heap as estimated by those who take them.
 */
public final class HeldOctets {
    /** What any message costs beyond its own octets: objects that point to it and say where it came from. */
    public static final int OVERHEAD = 512;

    private final long limit;
    private final long limitOfOthers;
    private final Shedder shedder;
    private final AtomicLong held = new AtomicLong();

    /** Gives up what is least missed. */
    @FunctionalInterface
    public interface Shedder {
        /** Holds nothing that could be given up. */
        Shedder NONE = named -> false;

        /**
         * Gives up one thing, and its octets with it.
         *
         * @param named whether it may be one of a named caller
         * @return false when there is nothing left to give up
         */
        boolean shed(boolean named);
    }

    /**
     * Holds nothing yet.
     *
     * @param limit octets in all
     * @param reserved whether the operator named callers, for whom a quarter is kept
     */
    public HeldOctets(long limit, boolean reserved, Shedder shedder) {
        this.limit = limit;
        this.limitOfOthers = reserved ? limit - limit / 4 : limit;
        this.shedder = shedder;
    }

    /**
     * Takes so many octets, which somebody gives back later; what is least missed is given up for them.
     *
     * @param named whether they are for a caller whom the operator named
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
