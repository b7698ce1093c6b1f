package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.testkit.Message;

class InviteReaderTest {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.1", 5060);

    @Test
    void readsAFile() throws Exception {
        var message = Message.of("INVITE", 5060).with("Identity: e30.e30.sig").toString();

        var invite = InviteReader.read(message.getBytes(UTF_8), SOURCE);

        assertEquals("+15551234567", invite.from().user());
        assertEquals(SOURCE, invite.source());
        assertEquals("e30.e30.sig", invite.headers().first("Identity").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "OPTIONS sip:a@b SIP/2.0\r\n\r\n", "INVITE sip:a@b SIP/2.0\r\nFrom: <\r\n\r\n"})
    void refusesWhatIsNotAnInvite(String text) {
        assertThrows(MalformedMessageException.class, () -> InviteReader.read(text.getBytes(UTF_8), SOURCE));
    }
}
