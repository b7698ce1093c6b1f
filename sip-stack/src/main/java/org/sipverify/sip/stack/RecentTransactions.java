package org.sipverify.sip.stack;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The calls whose response was acknowledged a moment ago: their late or duplicate messages are dropped (Timer I, RFC
 * 3261 section 17.2.1). Keeping whole transactions for this costs 17 KB and ten timers each; here a call is one number
 * in a table of fixed size. A call has a choice of places, and takes that of the oldest one: a late INVITE that finds its
 * call replaced counts as a new call, as after Timer I, and a bridged one would ring twice.
 */
final class RecentTransactions {
    /** Half a megabyte; at 5,000 calls a second about a third of the slots are used. */
    private static final int PLACES = 1 << 16;

    /** Those of one call: a line of the processor's cache. */
    private static final int CHOICE = 8;

    /** T4 of RFC 3261: the longest time a message may stay in the network. */
    private static final long MEMORY = TimeUnit.SECONDS.toMillis(5);

    /** The low bits of a slot hold the time, in milliseconds modulo their range; the others identify the call. */
    private static final int WHEN_BITS = 20;

    private static final long WHEN = (1L << WHEN_BITS) - 1;

    private static final long SEED = new SecureRandom().nextLong();

    private final AtomicLongArray places = new AtomicLongArray(PLACES);
    private final LongSupplier nanoTime;

    RecentTransactions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(String callId, String branch) {
        var key = key(callId, branch);
        int place;
        long before;
        do {
            place = oldest(key);
            before = places.get(place);
        } while (!places.compareAndSet(place, before, (key & ~WHEN) | now()));
    }

    /** Where the call is already, or else the place that was taken longest ago. */
    private int oldest(long key) {
        int found = place(key);
        for (int place = place(key); place < place(key) + CHOICE; place++) {
            var there = places.get(place);
            if (isOf(there, key)) {
                return place;
            }
            if (age(there) > age(places.get(found))) {
                found = place;
            }
        }
        return found;
    }

    boolean contains(String callId, String branch) {
        var key = key(callId, branch);
        for (int place = place(key); place < place(key) + CHOICE; place++) {
            var there = places.get(place);
            if (isOf(there, key) && age(there) < MEMORY) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(long there, long key) {
        return (there & ~WHEN) == (key & ~WHEN);
    }

    /** In milliseconds; a free place is as old as can be. */
    private long age(long there) {
        return there == 0 ? WHEN : (now() - there) & WHEN;
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong()) & WHEN;
    }

    /** 64 bits that depend on every character: many callers use the same identifier in Call-ID and branch. */
    private static long key(String callId, String branch) {
        var both = mixed(mixed(SEED, callId), branch);
        both = (both ^ (both >>> 31)) * 0x9E37_79B9_7F4A_7C15L; // spreads values that are close together
        return both ^ (both >>> 29);
    }

    /** FNV-1a, with a secret offset so that no sender can target a slot. */
    private static long mixed(long begin, String text) {
        var mixed = begin;
        for (var i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * 0x100_0000_01B3L;
        }
        return (mixed ^ text.length()) * 0x100_0000_01B3L;
    }

    private static int place(long key) {
        return (int) (key >>> 44) & (PLACES - CHOICE);
    }
}
