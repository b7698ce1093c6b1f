package org.sipverify.sip.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.trace.TracedMessage.Direction;
import org.sipverify.sip.transport.Transport;

class TracedMessageTest {
    @ParameterizedTest
    @MethodSource
    void findsTheCallId(String text, String callId) {
        var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
        var message = new TracedMessage(
                Direction.RECEIVED, Instant.EPOCH, nowhere, nowhere, Transport.UDP, text.getBytes(UTF_8));

        assertEquals(Optional.of(callId).filter(it -> !it.isEmpty()), message.callId());
    }

    static Stream<Arguments> findsTheCallId() {
        return Stream.of(
                argumentSet(
                        "in a request",
                        "INVITE sip:a SIP/2.0\r\nVia: x\r\nCall-ID: a84b4c@pc33\r\n\r\n",
                        "a84b4c@pc33"),
                argumentSet("in a response", "SIP/2.0 200 OK\r\nCall-ID: abc\r\nCSeq: 1 INVITE\r\n\r\n", "abc"),
                argumentSet("compact", "BYE sip:a SIP/2.0\r\ni:abc\r\n\r\n", "abc"),
                argumentSet("in other letters", "BYE sip:a SIP/2.0\r\ncALL-iD: AbC\r\n\r\n", "AbC"),
                argumentSet("blanks around the colon", "BYE sip:a SIP/2.0\r\nCall-ID \t: \t abc \r\n\r\n", "abc"),
                argumentSet("folded", "BYE sip:a SIP/2.0\r\nCall-ID:\r\n \r\n\t abc\r\n\r\n", "abc"),
                argumentSet("lines end with LF", "BYE sip:a SIP/2.0\nCall-ID: abc\n\n", "abc"),
                argumentSet("the first of two", "BYE sip:a SIP/2.0\r\ni: one\r\nCall-ID: two\r\n\r\n", "one"),
                argumentSet("beyond ASCII", "BYE sip:a SIP/2.0\r\nCall-ID: \u00e9t\u00e9\r\n\r\n", "\u00e9t\u00e9"),
                argumentSet("cut off within", "BYE sip:a SIP/2.0\r\nCall-ID: ab", "ab"),
                argumentSet("cut off before", "BYE sip:a SIP/2.0\r\nCall-ID", ""),
                argumentSet("cut off after the colon", "BYE sip:a SIP/2.0\r\nCall-ID: \r\n", ""),
                argumentSet("empty", "BYE sip:a SIP/2.0\r\nCall-ID:\r\nCSeq: 1 BYE\r\n\r\n", ""),
                argumentSet("only in the body", "BYE sip:a SIP/2.0\r\nVia: x\r\n\r\nCall-ID: abc\r\n", ""),
                argumentSet("only in the start line", "Call-ID: abc", ""),
                argumentSet("a name that begins alike", "BYE sip:a SIP/2.0\r\nIdentity: x\r\nCall-IDs: y\r\n\r\n", ""),
                argumentSet("nothing at all", "", ""));
    }
}
