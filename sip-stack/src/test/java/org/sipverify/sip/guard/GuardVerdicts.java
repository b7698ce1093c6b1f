package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.regex.Pattern;
import org.sipverify.testkit.MemoryLimit;

/** What must be true of every verdict of the guard, whatever it is given. */
final class GuardVerdicts {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.9", 5061);

    /** Each line with a known name, and no other control character than the line ends'. */
    private static final Pattern RESPONSE = Pattern.compile("""
            SIP/2\\.0 (400 Bad Request|505 Version Not Supported)
            (?:(?:Via: |v:)[^\\x00-\\x1f\\x7f]+
            )+(?:From: |f:)[^\\x00-\\x1f\\x7f]+
            (?:To: |t:)[^\\x00-\\x1f\\x7f]+
            (?:Call-ID: |i:)([^\\x00-\\x1f\\x7f]+)
            CSeq: ([^\\x00-\\x1f\\x7f]+)
            (?:Content-Length: |l:)0

            """.replace("\n", "\r\n"));

    /** What a response may have of the request it answers, because RFC 3261 section 8.2.6 has it repeated. */
    private static final Set<MessageError> REPEATED = Set.of(
            MessageError.COMMENT,
            MessageError.CALL_ID,
            MessageError.CSEQ,
            MessageError.HEADER_TOO_LONG,
            MessageError.TOO_MANY_FIELDS);

    private final MessageGuard guard;
    private final MessageGuard roomy = new MessageGuard(new Limits(64 << 10, 256 << 10, 1000));

    GuardVerdicts(Limits limits) {
        this.guard = new MessageGuard(limits);
    }

    void check(byte[] message, boolean datagram) {
        var kept = message.clone();
        MemoryLimit.isBounded(message, () -> answer(guard.check(message, message.length, datagram), message.length));
        guard.check(message, message.length, datagram)
                .match(
                        valid -> again(valid),
                        rejected -> answered(rejected, message, datagram ? message.length : Integer.MAX_VALUE),
                        ignored -> true);
        assertArrayEquals(kept, message, "the guard writes nothing");
    }

    /**
     * What the guard wrote it finds sound, reads alike, and writes no differently; but the Content-Length it may have
     * added can be what is too much for the limits.
     */
    private boolean again(ValidMessage once) {
        var bytes = once.bytes();
        var twice = assertInstanceOf(ValidMessage.class, roomy.check(bytes, bytes.length, false));
        assertEquals(text(bytes), text(twice.bytes()));
        assertEquals(once.isRequest(), twice.isRequest());
        assertEquals(once.method(), twice.method());
        assertEquals(once.callId(), twice.callId());
        assertEquals(once.branch(), twice.branch());
        assertEquals(once.viaTransport(), twice.viaTransport());
        return answer(once.reject(400, MessageError.SYNTAX), bytes.length).isEmpty()
                || answered((RejectedMessage) once.reject(400, MessageError.SYNTAX), bytes, Integer.MAX_VALUE);
    }

    private boolean answered(RejectedMessage rejected, byte[] request, int most) {
        var response = answer(rejected, most);
        if (response.isEmpty()) {
            return true;
        }
        assertTrue(response.length() <= most, response);
        var fields = RESPONSE.matcher(response);
        assertTrue(fields.matches(), response);
        var asked = blanksAsOne(text(request));
        assertTrue(asked.contains(blanksAsOne(fields.group(2))), response);
        assertTrue(asked.contains(blanksAsOne(fields.group(3))), response);
        readable(response);
        return true;
    }

    private void readable(String response) {
        var bytes = response.getBytes(ISO_8859_1);
        roomy.check(bytes, bytes.length, false)
                .match(
                        valid -> true,
                        rejected -> {
                            throw new AssertionError("a response is not a request: " + response);
                        },
                        ignored -> {
                            assertTrue(REPEATED.contains(ignored.error()), () -> ignored.error() + ": " + response);
                            return true;
                        });
    }

    /** The text of the answer; empty if there is none, or none that fits. */
    static String answer(GuardResult result, int room) {
        return result.match(
                valid -> "",
                rejected ->
                        rejected.response(SOURCE, room).map(GuardVerdicts::text).orElse(""),
                ignored -> "");
    }

    private static String blanksAsOne(String text) {
        return text.replaceAll("[ \t\r\n]+", " ");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
