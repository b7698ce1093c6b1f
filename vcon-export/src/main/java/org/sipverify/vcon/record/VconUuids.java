package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * UUIDs of version 8 as the vCon core draft shapes them: 48 bits of Unix milliseconds, 12 bits that count within the
 * millisecond, and 62 bits of SHA-1 over the name of the host that made them.
 */
final class VconUuids {
    private static final int COUNTER_BITS = 12;

    private final long low;

    /**
     * Milliseconds and counter as one number, so that an overflow borrows the next millisecond and no clock steps back.
     */
    private long last;

    VconUuids(String host) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(host.getBytes(UTF_8));
            low = ByteBuffer.wrap(digest).getLong() >>> 2 | 1L << 63;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** The uuid with another one's time and counter and this host's name. */
    UUID like(UUID other) {
        return new UUID(other.getMostSignificantBits(), low);
    }

    synchronized UUID next(long unixMillis) {
        last = Math.max(last + 1, unixMillis << COUNTER_BITS);
        var millis = last >>> COUNTER_BITS;
        var counter = last & (1 << COUNTER_BITS) - 1;
        return new UUID(millis << 16 | 0x8000 | counter, low);
    }
}
