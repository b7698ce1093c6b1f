package org.sipverify.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.stack.InviteReader;
import org.sipverify.testkit.Message;
import org.sipverify.vcon.sip.SipText;

class VconObserverTest {
    /** The recorder's own reader finds the same fields at the same places. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: a",
                "s:a\r\ny: b",
                "Subject : a\r\n b",
                "Subject:",
                "Subject: \"\\\0\"",
                "Subject: \u00e9",
                "Content-Type: text/plain"
            })
    void theIndexOfTheStackServesTheRecord(String fields) throws Exception {
        var message = Message.of("INVITE", 9).with(fields).toString().getBytes(UTF_8);
        var invite = InviteReader.read(message, new InetSocketAddress("192.0.2.1", 5060));

        var text = VconObserver.text(invite);

        var expected = SipText.of(invite.message());
        assertEquals(expected.fields(), text.fields());
        assertEquals(expected.bodyStart(), text.bodyStart());
        assertEquals(expected.startLine(), text.startLine());
    }
}
