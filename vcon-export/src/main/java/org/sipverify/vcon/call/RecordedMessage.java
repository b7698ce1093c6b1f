package org.sipverify.vcon.call;

import java.time.Instant;

/**
 * One SIP message as it passed the network.
 *
 * @param bytes all of it; the array is read, never written to
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never changed
public record RecordedMessage(Direction direction, Instant time, byte[] bytes) {
    /** As this server sees it. */
    public enum Direction {
        RECEIVED,
        SENT
    }
}
