package org.sipverify.sip.stack;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The calls whose answer was acknowledged a moment ago: what the network delivers late or twice of them is dropped
 * (Timer I, RFC 3261 section 17.2.1). A whole transaction each, kept for that alone, costs 17 KB and ten timers; here it
 * is one number in a table of a fixed size. A newer call may take the place of an older one, whose late INVITE would then
 * be taken for a new call, as after Timer I.
 */
final class RecentTransactions {
    /** Half a megabyte; with 5,000 calls a second about a third of the places are taken. */
    private static final int PLACES = 1 << 16;

    /** T4 of RFC 3261: how long the network may hold a message back. */
    private static final long MEMORY = TimeUnit.SECONDS.toMillis(5);

    /** The low bits of a place say when, in milliseconds and round the clock; the others say which call. */
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
        places.set(place(key), (key & ~WHEN) | now());
    }

    boolean contains(String callId, String branch) {
        var key = key(callId, branch);
        var found = places.get(place(key));
        return (found & ~WHEN) == (key & ~WHEN) && ((now() - found) & WHEN) < MEMORY;
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong()) & WHEN;
    }

    /** Of 64 bits that depend on every character: many callers have the same identifier in Call-ID and branch. */
    private static long key(String callId, String branch) {
        var both = mixed(mixed(SEED, callId), branch);
        both = (both ^ (both >>> 31)) * 0x9E37_79B9_7F4A_7C15L; // spreads what is left close together
        return both ^ (both >>> 29);
    }

    /** FNV-1a, with a secret beginning so that nobody can aim at a place. */
    private static long mixed(long begin, String text) {
        var mixed = begin;
        for (var i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * 0x100_0000_01B3L;
        }
        return (mixed ^ text.length()) * 0x100_0000_01B3L;
    }

    private static int place(long key) {
        return (int) (key >>> 44) & (PLACES - 1);
    }
}
