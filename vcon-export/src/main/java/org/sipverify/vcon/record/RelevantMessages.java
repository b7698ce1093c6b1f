package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;

/**
 * Recognises by their first bytes the messages that may belong to a call. Until the first call is bridged these are what
 * belongs to the transaction of an INVITE; then all, because within a call anything may be said.
 *
 * <p>Shared state: whether a call has been bridged.
 */
final class RelevantMessages {
    private static final List<byte[]> BEGINNINGS = List.of("SIP/2.0 ", "ACK ", "CANCEL ").stream()
            .map(text -> text.getBytes(US_ASCII))
            .toList();
    private static final byte[] OPTIONS = "OPTIONS ".getBytes(US_ASCII);

    private volatile boolean isWide;

    /** A call is bridged. */
    void widen() {
        isWide = true;
    }

    /** An INVITE that begins a call is not among them, though not told apart here: the call itself brings it. */
    boolean has(RecordedMessage message) {
        if (isWide) {
            return message.direction() == Direction.SENT || !begins(message, OPTIONS);
        }
        for (var beginning : BEGINNINGS) {
            if (begins(message, beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(RecordedMessage message, byte[] beginning) {
        var length = beginning.length;
        return message.bytes().length > length && Arrays.equals(message.bytes(), 0, length, beginning, 0, length);
    }
}
