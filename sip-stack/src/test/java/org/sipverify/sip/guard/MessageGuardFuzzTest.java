package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Twenty thousand messages with a few octets wrong, the same ones each time. */
class MessageGuardFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.9", 5061);
    private static final String OCTETS = "\r\n\r\n\0 \t:;,<>\"\\/=lLvV09-\u007f\u0080\u00c3\u00e2\u00ff";
    private static final String MESSAGE = """
            INVITE sip:b@example.org;user=phone SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK77;rport, SIP/2.0/TCP b
            v : SIP / 2.0 / UDP
             [2001:db8::1] ; branch="q\\"q"
            From: "A \\\\ \u00c3\u00a4" <sip:a@example.org>;tag=1
            To: <sip:b@example.org>
            Call-ID: abc@example.org
            CSeq: 1 INVITE
            Content-Type: text/plain;charset="utf-8"
            Content-Length: 4

            body""".replace("\n", "\r\n");

    private final MessageGuard guard = new MessageGuard(Limits.DEFAULT);
    private final Random random = new Random(4475);

    @Test
    void whateverComesThereIsAVerdict() {
        assertTimeout(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                var message = mutated(MESSAGE);
                boolean datagram = random.nextBoolean();
                guard.check(message, message.length, datagram)
                        .match(this::again, rejected -> answer(rejected, message, datagram), ignored -> true);
            }
        });
    }

    @Test
    void whateverComesTheFramerDoesTheSameHoweverItIsSplit() {
        assertTimeout(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                var stream = mutated(MESSAGE + "\r\n\r\n" + MESSAGE);

                assertEquals(framed(stream, stream.length), framed(stream, 1 + random.nextInt(40)));
            }
        });
    }

    /** What the guard wrote it finds sound, and writes no differently. */
    private boolean again(ValidMessage valid) {
        valid.branch();
        valid.viaTransport();
        valid.method();
        var once = valid.bytes();
        var twice = assertInstanceOf(ValidMessage.class, guard.check(once, once.length, false))
                .bytes();
        assertTrue(Arrays.equals(once, twice), () -> new String(once, ISO_8859_1));
        return true;
    }

    private static boolean answer(RejectedMessage rejected, byte[] message, boolean datagram) {
        int room = datagram ? message.length : Integer.MAX_VALUE;
        rejected.response(SOURCE, room).ifPresent(response -> {
            assertTrue(response.length <= room);
            assertTrue(new String(response, ISO_8859_1)
                    .matches("(?s)SIP/2.0 (400|505) ([^\\x00-\\x1f\\x7f]|\r\n[^\r])*\r\n\r\n"));
        });
        return true;
    }

    private List<String> framed(byte[] stream, int piece) {
        var seen = new ArrayList<String>();
        var framer = new MessageFramer(16 * 1024, 64 * 1024);
        try {
            for (int at = 0; at < stream.length; at += piece) {
                framer.feed(stream, at, Math.min(piece, stream.length - at), new Recorder(seen));
            }
        } catch (FramingException e) {
            seen.add(e.error().toString());
        }
        return seen;
    }

    private record Recorder(List<String> seen) implements MessageFramer.Sink {
        @Override
        public void message(byte[] message) {
            seen.add(new String(message, ISO_8859_1));
        }

        @Override
        public void ping() {
            seen.add("ping");
        }
    }

    private byte[] mutated(String text) {
        var message = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes >= 0 && !message.isEmpty(); changes--) {
            int at = random.nextInt(message.length());
            char octet = OCTETS.charAt(random.nextInt(OCTETS.length()));
            int end = Math.min(message.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> message.setCharAt(at, octet);
                case 1 -> message.insert(at, octet);
                case 2 -> message.delete(at, end);
                case 3 -> message.insert(at, message.substring(random.nextInt(at + 1), end));
                default -> message.insert(at, "\r\n");
            }
        }
        return message.toString().getBytes(ISO_8859_1);
    }
}
