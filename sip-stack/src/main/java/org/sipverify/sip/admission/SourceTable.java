package org.sipverify.sip.admission;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is remembered about each source, for a fixed number of sources, in one array and without locks.
 *
 * <p>A source has one of eight slots, chosen by a keyed hash that no sender can predict. When all eight are taken, a
 * new source replaces the one whose bucket is closest to full, so that the least is forgotten: a full bucket holds no
 * information. So a flood of forged sources, each with a token or two taken, keeps replacing itself, while a source
 * that really sends a lot keeps its slot and stays limited. Nothing grows and nothing needs to be cleaned up.
 *
 * <p>Two threads may give one source two slots, or charge a slot that has just been reassigned. Then a source has a few
 * tokens more or fewer for a moment, which is cheaper than a lock per message.
 */
final class SourceTable {
    private static final int WAYS = 8;
    private static final int NUMBERS = 4;
    private static final int BUCKET = 1;
    private static final int REFUSALS = 2;
    private static final int OFFENCES = 3;
    private static final long NOBODY = 0;

    private final AtomicLongArray cells;
    private final int sets;
    private final long seed = new SecureRandom().nextLong();

    /** @param most the least number of sources; rounded up to a power of two */
    SourceTable(int most) {
        sets = Integer.highestOneBit(Math.max(most - 1, WAYS)) * 2 / WAYS;
        cells = new AtomicLongArray(sets * WAYS * NUMBERS);
    }

    /** Takes tokens from the source's bucket. */
    boolean take(long source, TokenBucket bucket, long now, TokenBucket.Part part, int tokens) {
        return bucket.take(cells, place(source, now) + BUCKET, now, part, tokens);
    }

    /** Takes one from its allowance of rejections. */
    boolean takeRefusal(long source, TokenBucket bucket, long now) {
        return bucket.take(cells, place(source, now) + REFUSALS, now, TokenBucket.Part.WHOLE, 1);
    }

    /** Whether its allowance of rejections has one left. */
    boolean hasRefusal(long source, TokenBucket bucket, long now) {
        return bucket.has(cells, place(source, now) + REFUSALS, now);
    }

    /** Records an offence; returns the number in the current window, which is given in nanoseconds. */
    int offence(long source, long now, long window) {
        int place = place(source, now) + OFFENCES;
        while (true) {
            long noted = cells.get(place);
            long begun = Math.floorDiv(now, window);
            boolean same = noted >>> 32 == (begun & 0xffff_ffffL);
            long next = same ? noted + 1 : (begun << 32) + 1;
            if (cells.compareAndSet(place, noted, next)) {
                return (int) next;
            }
        }
    }

    /** Forgets the offences of a source. */
    void forgive(long source, long now) {
        cells.set(place(source, now) + OFFENCES, 0);
    }

    /** Sources whose bucket is not full. */
    int active(long now) {
        int active = 0;
        for (int place = 0; place < cells.length(); place += NUMBERS) {
            active += cells.get(place) != NOBODY && cells.get(place + BUCKET) - now > 0 ? 1 : 0;
        }
        return active;
    }

    private int place(long source, long now) {
        long key = keyed(source);
        int first = (int) ((key >>> 32) & (sets - 1)) * WAYS * NUMBERS;
        int best = first;
        long least = Long.MAX_VALUE;
        for (int place = first; place < first + WAYS * NUMBERS; place += NUMBERS) {
            long holder = cells.get(place);
            if (holder == key) {
                return place;
            }
            long debt = holder == NOBODY ? -1 : Math.max(cells.get(place + BUCKET) - now, 0);
            if (debt < least) {
                least = debt;
                best = place;
            }
        }
        return settle(best, key, now);
    }

    private int settle(int place, long key, long now) {
        cells.set(place + BUCKET, now);
        cells.set(place + REFUSALS, now);
        cells.set(place + OFFENCES, 0);
        cells.set(place, key);
        return place;
    }

    private long keyed(long source) {
        long mixed = mixed(source ^ seed);
        return mixed == NOBODY ? 1 : mixed;
    }

    /** Bits mixed as in the last step of MurmurHash3, which maps no two sources to one key. */
    static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
