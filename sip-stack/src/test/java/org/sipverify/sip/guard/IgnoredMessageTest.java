package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.sip.guard.MessageGuardTest.REQUEST;
import static org.sipverify.sip.guard.MessageGuardTest.RESPONSE;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What gets no response: keep-alives, other protocols, and messages that a response must not answer. */
class IgnoredMessageTest {
    @ParameterizedTest
    @MethodSource
    void drops(MessageError error, String message) {
        var bytes = message.getBytes(ISO_8859_1);

        var ignored = assertInstanceOf(
                IgnoredMessage.class, new MessageGuard(Limits.DEFAULT).check(bytes, bytes.length, true));

        assertEquals(error, ignored.error());
    }

    static List<Arguments> drops() {
        return List.of(
                argumentSet("nothing", MessageError.NOTHING, ""),
                argumentSet("a keep-alive", MessageError.NOTHING, "\r\n\r\n"),
                argumentSet("zeros", MessageError.START_LINE, "\0\0\0\0"),
                argumentSet("another protocol", MessageError.START_LINE, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                argumentSet(
                        "a start line without version",
                        MessageError.START_LINE,
                        REQUEST.replace(" SIP/2.0\r\nV", "\r\nV")),
                argumentSet("a malformed ACK", MessageError.CSEQ_METHOD, REQUEST.replace("INVITE sip", "ACK sip")),
                argumentSet(
                        "a malformed ACK behind garbage",
                        MessageError.START_LINE,
                        "\u0001" + REQUEST.replace("INVITE sip", "ACK sip")),
                argumentSet(
                        "a malformed response",
                        MessageError.DUPLICATE,
                        RESPONSE.replace("To:", "To: <sip:a@b>\r\nTo:")),
                argumentSet("an overlarge status", MessageError.START_LINE, RESPONSE.replace("180", "4294967301")),
                argumentSet("a status too low", MessageError.START_LINE, RESPONSE.replace("180", "099")),
                argumentSet("a status too high", MessageError.START_LINE, RESPONSE.replace("180", "700")),
                argumentSet(
                        "no blank behind the status", MessageError.START_LINE, RESPONSE.replace("180 Ringing", "180")),
                argumentSet("NUL in a reason", MessageError.START_LINE, RESPONSE.replace("Ringing", "Ring\0ing")),
                argumentSet(
                        "a response of another version",
                        MessageError.START_LINE,
                        RESPONSE.replace("SIP/2.0 1", "SIP/3.0 1")));
    }
}
