package org.sipverify.sip.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sipverify.testkit.TortureMessage;

/** RFC 4475 as datagrams: what the guard says to each, before the parser and the call logic have had their say. */
class MessageGuardTortureTest {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.9", 5060);

    /** Well formed by the grammar, yet refused. */
    private static final Map<String, MessageError> HOUSE_RULES = Map.of(
            "TC_INSUF_I", MessageError.MANDATORY_MISSING,
            "TC_MULTI01_I", MessageError.DUPLICATE,
            "TC_MCL01_I", MessageError.LENGTH_DUPLICATE);

    /** To be refused, and the guard can tell. The other messages to be refused are left to the parser and behind. */
    private static final Map<String, MessageError> REFUSED = Map.ofEntries(
            Map.entry("TC_CLERR_I", MessageError.BODY_INCOMPLETE),
            Map.entry("TC_NCL_I", MessageError.LENGTH),
            Map.entry("TC_SCALAR02_V", MessageError.CSEQ),
            Map.entry("TC_LTGTRURI_I", MessageError.START_LINE),
            Map.entry("TC_LWSRURI_I", MessageError.START_LINE),
            Map.entry("TC_LWSSTART_V", MessageError.START_LINE),
            Map.entry("TC_TRWS_I", MessageError.START_LINE),
            Map.entry("TC_BADDN_I", MessageError.NO_EMPTY_LINE),
            Map.entry("TC_BADVERS_V", MessageError.VERSION),
            Map.entry("TC_QUOTBAL_I", MessageError.TO),
            Map.entry("TC_BADASPEC_I", MessageError.TO),
            Map.entry("TC_MISMATCH01_V", MessageError.CSEQ_METHOD),
            Map.entry("TC_MISMATCH02_V", MessageError.CSEQ_METHOD));

    /** Not answered: two responses, and a line that is no start line of SIP. */
    private static final Map<String, MessageError> DROPPED = Map.of(
            "TC_SCALARLG_V",
            MessageError.CSEQ,
            "TC_BIGCODE_V",
            MessageError.START_LINE,
            "NO_VERSION",
            MessageError.START_LINE);

    private final MessageGuard guard = new MessageGuard(Limits.DEFAULT);

    @TestFactory
    Stream<DynamicTest> judges() {
        return TortureMessage.all()
                .map(torture -> DynamicTest.dynamicTest(torture.name(), () -> {
                    var message = torture.bytes();

                    var verdict = guard.check(message, message.length, true);

                    assertEquals(expected(torture.name()), text(verdict));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyMessageThatMustParseIsValidOrNamedAbove() {
        return TortureMessage.all()
                .filter(TortureMessage::wellFormed)
                .map(torture -> DynamicTest.dynamicTest(torture.name(), () -> {
                    var name = torture.name();

                    assertEquals(Optional.empty(), Optional.ofNullable(REFUSED.get(name)));
                    assertEquals(Optional.empty(), Optional.ofNullable(DROPPED.get(name)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> answersAllItRefusesButOne() {
        return TortureMessage.all()
                .filter(torture -> REFUSED.containsKey(torture.name()) || HOUSE_RULES.containsKey(torture.name()))
                .map(torture -> DynamicTest.dynamicTest(torture.name(), () -> {
                    var message = torture.bytes();

                    var rejected = (RejectedMessage) guard.check(message, message.length, true);

                    // INSUF has no From, To and Call-ID to repeat.
                    assertEquals(
                            !torture.name().equals("TC_INSUF_I"),
                            rejected.response(SOURCE, message.length).isPresent());
                }));
    }

    @Test
    void theFramerReadsThemAllFromOneStream() throws Exception {
        var messages = new ArrayList<byte[]>();
        for (var torture : TortureMessage.all().toList()) {
            var message = torture.bytes();
            if (guard.check(message, message.length, true) instanceof ValidMessage valid) {
                messages.add(valid.bytes());
            }
        }
        var framer = new MessageFramer(Limits.DEFAULT.maxHeader(), Limits.DEFAULT.maxBody());
        var framed = new Collected(new ArrayList<>());

        for (var message : messages) {
            for (byte octet : message) {
                framer.feed(new byte[] {octet}, framed);
            }
        }

        assertEquals(messages.size(), framed.messages().size());
        for (int i = 0; i < messages.size(); i++) {
            assertArrayEquals(messages.get(i), framed.messages().get(i));
        }
    }

    private record Collected(List<byte[]> messages) implements MessageFramer.Sink {
        @Override
        public void message(byte[] message) {
            messages.add(message);
        }

        @Override
        public void ping() {}
    }

    private static String expected(String name) {
        var rejected = Optional.ofNullable(REFUSED.get(name)).or(() -> Optional.ofNullable(HOUSE_RULES.get(name)));
        var ignored = Optional.ofNullable(DROPPED.get(name)).map(error -> "dropped " + error);
        return rejected.map(error -> error.status() + " " + error)
                .or(() -> ignored)
                .orElse("sound");
    }

    private static String text(GuardResult verdict) {
        return verdict.match(
                valid -> "sound",
                rejected -> rejected.status() + " " + rejected.error(),
                none -> "dropped " + none.error());
    }
}
