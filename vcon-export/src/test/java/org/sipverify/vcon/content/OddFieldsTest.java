package org.sipverify.vcon.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.CallKey;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;

/** Whatever callers write, the vCon is sound: what a field cannot hold is left out of it, for the INVITE has it. */
class OddFieldsTest {
    private static final UUID UUID8 = new UUID(Messages.START.toEpochMilli() << 16 | 0x8000, 1L << 63);
    private static final VconAssertions VCONS =
            VconAssertions.of("OddFieldsTest", Validation.with(ExternalFiles.NONE, List.of())::judge);
    private static final Messages CALL = new Messages("call-1");
    private static final String CONTACT = "<sip:caller@192.0.2.1:5060;transport=udp>";

    @ParameterizedTest
    @MethodSource
    void onlyAnAddressIsAContact(String contact, String kept) {
        var vcon = sound(CALL.arrival(invite(CONTACT, contact)));

        assertEquals(kept, vcon.at("/parties/0/sip_contact").asText());
    }

    static Stream<Arguments> onlyAnAddressIsAContact() {
        return Stream.of(
                argumentSet("no scheme", "vikram@localhost", ""),
                argumentSet("an asterisk", "*", ""),
                argumentSet("a word", "a", ""),
                argumentSet("a name of two parts", "\"x\" y <sip:c@h>", "sip:c@h"),
                argumentSet("a name that ends in the middle", "\"x y <sip:c@h>", ""),
                argumentSet("nothing", "", ""),
                argumentSet("empty brackets", "<>", ""),
                argumentSet("a name only", "\"Bob\"", ""),
                argumentSet("a scheme only", "<sip:>", ""),
                argumentSet("parameters only", ";expires=5", ""),
                argumentSet("another scheme", "<mailto:a@h>", ""),
                argumentSet("a web address", "<https://h/>", ""),
                argumentSet("a blank inside", "<sip:a b@h>", ""),
                argumentSet("folded inside", "<sip:a\r\n b@h>", ""),
                argumentSet("a control character", "<sip:a\u0001@h>", ""),
                argumentSet("a letter that URIs do not have", "<sip:\u00fc@h>", ""),
                argumentSet("two brackets", "<<sip:a@h>>", ""),
                argumentSet("no closing bracket", "<sip:a@h", "sip:a@h"),
                argumentSet("several", "<sips:a@h>;q=1, <sip:b@h>", "sips:a@h"),
                argumentSet("a URI without brackets", "sip:a@h;expires=5", "sip:a@h"),
                argumentSet("a number", "<tel:+15551234567>", "tel:+15551234567"),
                argumentSet("capitals", "<SIP:a@h>", "SIP:a@h"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Session-ID: none",
                "CSeq: a",
                "CSeq: 007 INVITE",
                "CSeq: 00 INVITE",
                "CSeq: -1 INVITE",
                "CSeq: 0 INVITE",
                "Subject: a\rCall-ID: b",
                "Subject: a\nCall-ID: b",
                "Subject: a\r\nno name",
                "Subject: a\r\n: no name",
                "Content-Length: 5",
                "Content-Length: 00",
                "INVITE: a",
                "CSeq: 4294967296 INVITE",
                "From: <<>>;tag=\"\u0001\"",
                "From: \"\u00fc\\\" <tel:abc>;tag",
                "To: ;tag=a b",
                "User-Agent: \u0001\u00fc\ud83d\ude00",
                "User-Agent:",
                "X-VVP-A b: c",
                "X-VVP-\u00fc: c",
                "X-VVP-{}: {\"a\":",
                "Call-ID:",
                "Call-ID: a\r\n b",
                "Identity: a.b.c, ..., a..b.c",
                "Content-Type: ;;",
                "Date: k=clear:a",
                "Reason: Authorization\r\n : a"
            })
    void anyFieldMayBeOdd(String line) {
        var name = line.substring(0, line.indexOf(':'));
        var text = new String(CALL.invite("", ""), UTF_8);
        var replaced = text.contains("\r\n" + name + ":")
                ? text.replaceFirst("\r\n" + name + ":[^\r]*", "\r\n" + line)
                : text.replaceFirst("\r\nMax-Forwards:", "\r\n" + line + "\r\nMax-Forwards:");

        sound(CALL.arrival(replaced.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sip:", "a b", "<sip:a@h>", "tel:\u0001", "sip:a:5ecr37@h"})
    void whoCallsMayBeOdd(String address) {
        var usual = CALL.arrival(CALL.invite("", ""));
        var odd = new Person(address, address);

        sound(new IncomingInvite(
                new CallKey("call-1", "b"),
                Messages.START,
                new IncomingInvite.Peer("UDP", "", ""),
                odd,
                odd,
                usual.invite()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP/2.0 ",
                "SIP/2.0 abc",
                "SIP/2.0 099 Low",
                "SIP/2.0 700 High",
                "SIP/2.0 200",
                "ACK",
                "ACK sip:a@h"
            })
    void anythingMayComeWithTheCall(String startLine) {
        var text = new String(CALL.request(5, "ACK").bytes(), UTF_8).replaceFirst("[^\r]*", startLine);
        var message = new RecordedMessage(Direction.RECEIVED, Messages.START.plusMillis(5), text.getBytes(UTF_8));

        sound(CALL.arrival(CALL.invite("", "")), message);
    }

    /** Its last line has as many octets as an empty one. */
    @Test
    void aMessageMayEndInItsHeader() {
        var text = new String(CALL.request(5, "ACK").bytes(), UTF_8).stripTrailing() + "\r\na:";
        var message = new RecordedMessage(Direction.RECEIVED, Messages.START.plusMillis(5), text.getBytes(UTF_8));

        sound(CALL.arrival(CALL.invite("", "")), message);
    }

    private static byte[] invite(String part, String other) {
        return new String(CALL.invite("", ""), UTF_8).replace(part, other).getBytes(UTF_8);
    }

    private static ObjectNode sound(IncomingInvite arrival, RecordedMessage... messages) {
        var call = new Recording(UUID8, arrival, Set.of());
        for (var message : messages) {
            call.add(new ScrubbedMessage(message, Set.of()));
        }
        call.end(Messages.START.plusMillis(500));
        var config = new ContentConfig("sip.example", "us", EnumSet.allOf(Purpose.class), Set.of());
        var vcon = new VconContent(config).of(call);
        VCONS.isValid(vcon.toString());
        return vcon;
    }
}
