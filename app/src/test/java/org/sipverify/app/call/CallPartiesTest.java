package org.sipverify.app.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.sip.Invite;
import org.sipverify.sip.stack.InviteReader;

/** Numbers as they come over the wire, in From and To alike. */
class CallPartiesTest {
    @ParameterizedTest
    @MethodSource
    void readsNumbers(String field, String number, String verified, String uri) throws Exception {
        var invite = invite(field, field);
        var parties = CallParties.of(invite, NumberRules.NONE);
        var context = parties.context(invite);

        assertEquals(number + " " + number, parties.orig() + " " + parties.dest());
        assertEquals(
                verified + " " + verified,
                context.caller().number() + " " + context.callee().number());
        assertEquals(
                uri + " " + uri, context.caller().uri() + " " + context.callee().uri());
    }

    static Stream<Arguments> readsNumbers() {
        return Stream.of(
                whole("plain", "<sip:+12025550161@c.example>", "sip:+12025550161@c.example"),
                whole(
                        "context in sip",
                        "<sip:2025550161;phone-context=+1@c.example;user=phone>",
                        "sip:+12025550161@c.example"),
                whole("context in sips", "<sips:2025550161;phone-context=+1@c.example>", "sip:+12025550161@c.example"),
                whole(
                        "context after the host",
                        "<sip:2025550161@c.example;user=phone;phone-context=+1>",
                        "sip:+12025550161@c.example"),
                whole("context in tel", "<tel:2025550161;phone-context=+1>", "sip:+12025550161"),
                whole("context in tel, separators", "<tel:202-555-0161;phone-context=+1>", "sip:+12025550161"),
                whole(
                        "other parameters of the user",
                        "<sip:%2B12025550161;npdi@c.example;user=phone>",
                        "sip:+12025550161@c.example"),
                whole(
                        "context in the display name",
                        "\"<sip:x;phone-context=a.b@c>\" <sip:+12025550161@c.example>",
                        "sip:+12025550161@c.example"),
                whole(
                        "context of the field",
                        "<sip:+12025550161@c.example>;phone-context=corp.example",
                        "sip:+12025550161@c.example"),
                local("domain in sip", "<sip:2025550161;phone-context=corp.example@c.example;user=phone>"),
                local("domain in sip without user=phone", "<sip:2025550161;phone-context=corp.example@c.example>"),
                local("domain after the host", "<sip:2025550161@c.example;phone-context=corp.example;user=phone>"),
                local("domain in tel", "<tel:2025550161;phone-context=corp.example>"),
                local("domain in tel, in other case", "<TEL:2025550161;PHONE-CONTEXT=corp.example>"),
                local("domain in tel without brackets", "tel:2025550161;phone-context=corp.example"),
                argumentSet(
                        "no context",
                        "<sip:2025550161@c.example>",
                        "2025550161",
                        "2025550161",
                        "sip:2025550161@c.example"));
    }

    private static Arguments whole(String name, String field, String uri) {
        return argumentSet(name, field, "+12025550161", "+12025550161", uri);
    }

    /** Its digits are no +E.164, and no verifier may take them for some. */
    private static Arguments local(String name, String field) {
        return argumentSet(name, field, "2025550161", "", "sip:local.invalid");
    }

    @ParameterizedTest
    @MethodSource
    void aTrustedSourceAssertsTheNumber(String from, String asserted, String trusted, String expected)
            throws Exception {
        var invite = invite(from, asserted, "<sip:+14155550100@c.example>");
        var rules = new NumberRules(
                new NumberingPlan("US", 15),
                new NumberRules.AssertedBy(List.of(IpNetwork.parse(trusted)), Set.of()),
                Callers.NONE);

        var parties = CallParties.of(invite, rules);

        assertEquals(expected, parties.orig());
        assertEquals(expected, parties.context(invite).caller().number());
    }

    static Stream<Arguments> aTrustedSourceAssertsTheNumber() {
        var anonymous = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";
        var number = "<sip:+15551234567@carrier.example>";
        var source = "192.0.2.0/24";
        return Stream.of(
                argumentSet("anonymous", anonymous, number, source, "+15551234567"),
                argumentSet("a name before it", anonymous, "\"A, \\\" B\" " + number, source, "+15551234567"),
                argumentSet("tel", anonymous, "<tel:+1-555-123-4567>", source, "+15551234567"),
                argumentSet("the second of two", anonymous, "<sip:a@b>, " + number, source, "+15551234567"),
                argumentSet("national, completed", anonymous, "<sip:5551234567@c>", source, "+15551234567"),
                argumentSet("From is an extension", "<sip:7042@pbx>", number, source, "+15551234567"),
                argumentSet("From has a whole number", "<sip:+12025550161@c>", number, source, "+12025550161"),
                argumentSet("not a trusted source", anonymous, number, "198.51.100.0/24", "anonymous"),
                argumentSet("not a number", anonymous, "<sip:alice@c>", source, "anonymous"));
    }

    @Test
    void theRequestUriHasANumberOfItsOwn() throws Exception {
        var invite = invite("<sip:a@b>", "<sip:+14155551234@c>");

        assertEquals("+14155550199", CallParties.of(invite, NumberRules.NONE).ruri());
    }

    private static Invite invite(String from, String to) throws Exception {
        return invite(from, "<sip:a@b>", to);
    }

    private static Invite invite(String from, String asserted, String to) throws Exception {
        var text = """
                INVITE sip:+14155550199;npdi@pbx.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-1
                From: %s;tag=1
                P-Asserted-Identity: %s
                To: %s
                Call-ID: call-1
                CSeq: 1 INVITE
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(from, asserted, to);
        return InviteReader.read(text.replace("\n", "\r\n").getBytes(UTF_8), new InetSocketAddress("192.0.2.1", 5060));
    }
}
