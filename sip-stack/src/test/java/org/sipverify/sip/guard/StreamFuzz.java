package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A fuzz target: the input is what comes on a stream, and as one datagram. It says the same in however many pieces it
 * comes, and the guard's verdicts hold together.
 */
public final class StreamFuzz {
    /** Small ones too, so that short inputs reach them. */
    private static final List<Limits> LIMITS = List.of(Limits.DEFAULT, new Limits(300, 20, 9));

    /** Loads the classes, so that the first input has no more time to wait than the others. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a\r\nl: 0\r\n\r\n".getBytes(ISO_8859_1));
    }

    public static void fuzzerTestOneInput(byte[] stream) {
        for (var limits : LIMITS) {
            var whole = framed(limits, List.of(stream));
            assertEquals(whole, framed(limits, octets(stream)), "octet by octet");
            assertEquals(whole, framed(limits, pieces(stream)), "in pieces");
            var verdicts = new GuardVerdicts(limits);
            verdicts.check(stream, true);
            whole.stream().map(piece -> piece.getBytes(ISO_8859_1)).forEach(piece -> verdicts.check(piece, false));
        }
    }

    private static List<byte[]> octets(byte[] stream) {
        var octets = new ArrayList<byte[]>();
        for (var octet : stream) {
            octets.add(new byte[] {octet});
        }
        return octets;
    }

    /** Where it is cut depends on the input alone, so that a finding can be repeated. */
    private static List<byte[]> pieces(byte[] stream) {
        var random = new Random(Arrays.hashCode(stream));
        var pieces = new ArrayList<byte[]>();
        for (int at = 0; at < stream.length; ) {
            int end = Math.min(stream.length, at + 1 + random.nextInt(60));
            pieces.add(Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        return pieces;
    }

    private static List<String> framed(Limits limits, List<byte[]> pieces) {
        var seen = new ArrayList<String>();
        var framer = new MessageFramer(limits.maxHeader(), limits.maxBody());
        try {
            for (var piece : pieces) {
                framer.feed(piece, new Recorder(seen));
            }
        } catch (FramingException e) {
            seen.add(e.error() + GuardVerdicts.answer(e.refusal(), Integer.MAX_VALUE));
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
            seen.add("\r\n\r\n");
        }
    }

    private StreamFuzz() {}
}
