package org.sipverify.sip.admission;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The sources whose calls were let through in the last day, a fixed number of them in one array and without locks; when
 * there are more, the one that has been silent longest is forgotten. A source has one of eight slots, chosen by a keyed
 * hash that no sender can predict.
 */
final class AnsweredSources {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    private static final int SETS = 512;
    private static final int WAYS = 8;
    private static final int NUMBERS = 2;
    private static final int WHEN = 1;
    private static final long NOBODY = 0;

    private final AtomicLongArray cells = new AtomicLongArray(SETS * WAYS * NUMBERS);
    private final long seed = new SecureRandom().nextLong();

    void add(long source, long now) {
        long key = keyed(source);
        int place = first(key);
        int oldest = place;
        for (int i = 0; i < WAYS; i++, place += NUMBERS) {
            long holder = cells.get(place);
            if (holder == key || holder == NOBODY) {
                oldest = place;
                break;
            }
            oldest = cells.get(place + WHEN) - cells.get(oldest + WHEN) < 0 ? place : oldest;
        }
        cells.set(oldest + WHEN, now);
        cells.set(oldest, key);
    }

    boolean has(long source, long now) {
        long key = keyed(source);
        int place = first(key);
        for (int i = 0; i < WAYS; i++, place += NUMBERS) {
            if (cells.get(place) == key) {
                return now - cells.get(place + WHEN) < DAY;
            }
        }
        return false;
    }

    private static int first(long key) {
        return (int) ((key >>> 32) & (SETS - 1)) * WAYS * NUMBERS;
    }

    private long keyed(long source) {
        long mixed = SourceTable.mixed(source ^ seed);
        return mixed == NOBODY ? 1 : mixed;
    }
}
