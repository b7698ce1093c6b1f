package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;
import org.sipverify.sip.SipAddress;
import org.sipverify.sip.transport.Transport;

/** The caller keeps its number and its name, and shows neither its network nor a verdict of its own. */
class CallerAddressTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "<sip:+15551234567@pbx.example>, <sip:+15551234567@192.0.2.1>",
                "'\"Al\" <sip:al:secret@pbx.example;user=phone>', '\"Al\" <sip:al@192.0.2.1>'",
                "<sip:+15551234567;verstat=TN-Validation-Passed@pbx.example>, <sip:+15551234567@192.0.2.1>",
                "<tel:+15551234567;verstat=TN-Validation-Passed>, <sip:+15551234567@192.0.2.1>",
                "<sip:pbx.example>, <sip:192.0.2.1>",
            })
    void isAtThisServer(String from, String expected) {
        var invite = new Invite(
                "call-1",
                1,
                new Invite.Addressing(new SipAddress("", ""), new SipAddress("", ""), "sip:bob@192.0.2.1"),
                Headers.NONE.with("From", from + ";tag=1"),
                new Invite.Arrival(new InetSocketAddress("192.0.2.9", 5060), Transport.UDP, Instant.EPOCH, List.of()),
                new byte[0]);

        assertEquals(expected, CallerAddress.of(invite, "", new InetSocketAddress("192.0.2.1", 5061)));
    }
}
