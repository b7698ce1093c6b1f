package org.sipverify.app.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.call.NumberRules.AssertedBy;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.sip.Invite;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.sip.stack.InviteReader;

class CallersTest {
    private static final NumberingPlan US = new NumberingPlan("US", 15);
    private static final String CALLERS = """
            acme { networks = ["192.0.2.0/24", "2001:db8::/32"], region = GB }
            branch { networks = "192.0.2.128/25" }
            one { networks = ["192.0.2.200"] }
            rest { networks = "0.0.0.0/0" }
            tls { tls-identity = ["sbc.tls.example", "sip:Tls.example", "*.pbx.example"] }
            west { tls-identity = "*.west.pbx.example", networks = "198.51.100.0/24" }
            """;

    @ParameterizedTest
    @MethodSource
    void knowsACaller(String source, List<String> identities, String expected) throws Exception {
        assertEquals(
                expected, callers(CALLERS).of(invite(source, "", identities)).name());
    }

    static Stream<Arguments> knowsACaller() {
        return Stream.of(
                argumentSet("by its network", "192.0.2.1", List.of(), "acme"),
                argumentSet("by its IPv6 network", "2001:db8:7::1", List.of(), "acme"),
                argumentSet("the smaller network counts", "192.0.2.129", List.of(), "branch"),
                argumentSet("the smallest network is an address", "192.0.2.200", List.of(), "one"),
                argumentSet("the largest network", "203.0.113.1", List.of(), "rest"),
                argumentSet("IPv6 is not in 0.0.0.0/0", "2001:db9::1", List.of(), ""),
                argumentSet("the identity goes before the network", "192.0.2.200", List.of("sbc.tls.example"), "tls"),
                argumentSet("a URI, in any case of letters", "192.0.2.1", List.of("x", "SIP:tls.EXAMPLE"), "tls"),
                argumentSet("a pattern", "192.0.2.1", List.of("a.pbx.example"), "tls"),
                argumentSet("the longer pattern", "192.0.2.1", List.of("a.west.pbx.example"), "west"),
                argumentSet(
                        "a name goes before a pattern",
                        "192.0.2.1",
                        List.of("a.west.pbx.example", "sbc.tls.example"),
                        "tls"),
                argumentSet("an unknown identity", "192.0.2.1", List.of("other.example"), "acme"));
    }

    @Test
    void theRegionOfACallerIsForItsNumbers() throws Exception {
        var rules = new NumberRules(US, AssertedBy.NOBODY, callers(CALLERS));

        assertEquals(
                "+442079460123",
                CallParties.of(invite("192.0.2.1", "02079460123", List.of()), rules)
                        .orig());
        assertEquals(
                "+14155550123",
                CallParties.of(invite("192.0.2.130", "4155550123", List.of()), rules)
                        .orig());
    }

    @Test
    void aCallerMayAssertNumbers() throws Exception {
        var callers = callers(CALLERS);
        var section = ConfigSection.root(ConfigFactory.parseString("asserted-by = [acme, \"203.0.113.0/24\"]"));
        var rules = new NumberRules(US, AssertedBy.read(section, "asserted-by", callers), callers);

        var numbers = Stream.of("192.0.2.1", "203.0.113.9", "198.51.100.1")
                .map(source -> CallParties.of(invite(source, "anonymous", List.of()), rules)
                        .orig())
                .toList();

        assertEquals(List.of("+14155550199", "+14155550199", "anonymous"), numbers);
    }

    @Test
    void anAssertionIsByANetworkOrACaller() {
        var section = ConfigSection.root(ConfigFactory.parseString("asserted-by = [acne]"));

        var refusal =
                assertThrows(ConfigException.class, () -> AssertedBy.read(section, "asserted-by", callers(CALLERS)));

        assertTrue(refusal.getMessage().endsWith(", or the name of a caller in callers"), refusal.getMessage());
    }

    /** By its structure: a look-up for each length of network, whatever the number of callers. */
    @Test
    void aThousandCallersAreLookedUp() throws Exception {
        var many = IntStream.range(0, 1000)
                .mapToObj(i -> "c" + i + " { networks = \"10." + i / 250 + "." + i % 250 + ".0/24\" }")
                .collect(Collectors.joining("\n"));

        assertEquals(
                "c999", callers(many).of(invite("10.3.249.7", "", List.of())).name());
        assertTrue(mistake(many + "\nmore { networks = \"10.9.0.0/16\" }")
                .contains("must be at most 1000 callers, not 1001"));
    }

    @ParameterizedTest
    @MethodSource
    void mistakes(String callers, String complaint) {
        assertTrue(mistake(callers).contains(complaint), mistake(callers));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                argumentSet(
                        "capital letters", "Acme { networks = \"10.0.0.0/8\" }", "callers.Acme: the name of a caller"),
                argumentSet("a long name", "x".repeat(33) + " { }", ": the name of a caller has at most 32"),
                argumentSet("none", "none { networks = \"10.0.0.0/8\" }", "callers.none: the name of a caller"),
                argumentSet(
                        "nothing to know it by",
                        "acme { region = GB }",
                        "callers.acme: has neither networks nor tls-identity"),
                argumentSet(
                        "region",
                        "acme { networks = \"10.0.0.0/8\", region = UK }",
                        "callers.acme.region: must be the two capital letters"),
                argumentSet(
                        "network",
                        "acme { networks = \"10.0.0.1/8\" }",
                        "callers.acme.networks: 10.0.0.1/8 is not the start of a network"),
                argumentSet(
                        "any identity",
                        "acme { tls-identity = \"*\" }",
                        "callers.acme.tls-identity: must be a name in a certificate"),
                argumentSet("not a block", "acme = \"10.0.0.0/8\"", "callers.acme: must be a block in braces"),
                argumentSet(
                        "the same network",
                        "a { networks = \"10.0.0.0/8\" }, b { networks = \"10.0.0.0/8\" }",
                        "callers.b.networks: 10.0.0.0/8 belongs to the caller a already"),
                argumentSet(
                        "the same identity",
                        "a { tls-identity = \"x.Y\" }, b { tls-identity = \"X.y\" }",
                        "callers.b.tls-identity: x.y belongs to the caller a already"));
    }

    private static String mistake(String callers) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> callers(callers)).getMessage());
    }

    private static Callers callers(String text) {
        return Callers.read(ConfigSection.root(ConfigFactory.parseString("callers {\n" + text + "\n}")), US);
    }

    private static Invite invite(String source, String from, List<String> identities) {
        var text = """
                INVITE sip:+14155551234@pbx.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-1
                From: <sip:%s@c.example>;tag=1
                To: <sip:+14155551234@pbx.example>
                P-Asserted-Identity: <sip:+14155550199@c.example>
                Call-ID: call-1
                CSeq: 1 INVITE

                """.formatted(from.isEmpty() ? "alice" : from);
        try {
            var read =
                    InviteReader.read(text.replace("\n", "\r\n").getBytes(UTF_8), new InetSocketAddress(source, 5060));
            var arrival = new Invite.Arrival(read.source(), read.transport(), Instant.EPOCH, identities);
            return new Invite(read.callId(), read.cseq(), read.addressing(), read.headers(), arrival, read.message());
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
