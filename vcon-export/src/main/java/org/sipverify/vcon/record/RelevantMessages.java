package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import org.sipverify.vcon.call.RecordedMessage;

/**
 * Recognises by their first bytes the messages that may belong to a call. An INVITE is not among them: the call itself
 * brings it, and one without a call must not take the room of others.
 */
final class RelevantMessages {
    private static final List<byte[]> BEGINNINGS = List.of("SIP/2.0 ", "ACK ", "CANCEL ").stream()
            .map(text -> text.getBytes(US_ASCII))
            .toList();

    static boolean is(RecordedMessage message) {
        for (var beginning : BEGINNINGS) {
            var length = beginning.length;
            if (message.bytes().length > length && Arrays.equals(message.bytes(), 0, length, beginning, 0, length)) {
                return true;
            }
        }
        return false;
    }

    private RelevantMessages() {}
}
