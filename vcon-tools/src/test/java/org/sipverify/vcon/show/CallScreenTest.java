package org.sipverify.vcon.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.VconSamples;
import org.sipverify.vcon.read.Call;

class CallScreenTest {
    @Test
    void aRedirectedCallFitsAScreen() {
        var lines = CallScreen.lines(Call.of(VconSamples.json("redirected-call")), "unsigned", 80);

        assertEquals("""
                redirected: +12025550161 calls +12025550187
                  time          2026-11-20T10:05:00Z, lasted 0.126 s
                  uuid          01a1f86a-a0e0-8001-ab7f-8b4ea1b84909 (unsigned)
                  Call-ID       5b0c7d1e9f20@sbc.carrier-a.example

                Verifier
                  outcome       valid
                  brand         ACME Corporation
                  asked         https://vvp-verifier.example.net

                Decision
                  action        redirect
                  rule          on-valid
                  final status  302
                  target        sip:+12025550187@pbx.example.net

                Parties
                  0  +12025550161 "ACME Corporation" (claimed)  sip:+12025550161@carrier-a.exam…
                  1  +12025550187  sip:+12025550187@sip-verify-1.example.net;user=phone
                  2  Example Telecom  sip:sip-verify-1.example.net

                Legs
                  0  incomplete failed, 0.126 s, 302  5b0c7d1e9f20@sbc.carrier-a.example

                Attachments
                  0  sip-invite                leg 0  2161 bytes  message/sip
                  1  sip-response              leg 0  490 bytes  message/sip
                  2  sip-message-trace         leg 0  1952 bytes  application/json
                  3  stir-verification-report  leg 0  158 bytes  application/json
                  4  sip-headers               leg 0  351 bytes  application/json""", String.join("\n", lines));
    }

    @ParameterizedTest
    @MethodSource
    void theScreenTells(String sample, List<String> lines) {
        var shown = CallScreen.lines(Call.of(VconSamples.json(sample)), "signed", 120);

        for (var line : lines) {
            assertTrue(shown.contains(line), () -> line + " is not in\n" + String.join("\n", shown));
        }
    }

    static Stream<Arguments> theScreenTells() {
        return Stream.of(
                argumentSet(
                        "an answered call",
                        "answered-b2bua-call",
                        List.of(
                                "answered: +12025550143 calls +12025550187",
                                "  time          2026-11-20T10:00:00.120Z, lasted 66.647 s (1 min 6 s)",
                                "  outcome       verified",
                                "  attestation   A",
                                "  released by   a",
                                "  removed       a=crypto key")),
                argumentSet(
                        "a cancelled call",
                        "cancelled-call",
                        List.of(
                                "cancelled: 2143 calls +12025550172",
                                "  reason        no Identity header in the INVITE",
                                "  cancelled by  a",
                                "  removed       Proxy-Authorization")));
    }

    @Test
    void theNameOfTheCallerIsShown() {
        var vcon = VconSamples.json("redirected-call");
        ((ObjectNode) vcon.at("/analysis/0/body")).putArray("legs").addObject().put("caller", "acme");

        var lines = CallScreen.lines(Call.of(vcon), "unsigned", 80);

        assertTrue(lines.contains("  named caller  acme"), lines::toString);
    }

    @Test
    void claimsErrorsAndGapsAreShown() {
        var vcon = VconSamples.json("redirected-call");
        var verification = (ObjectNode) vcon.at("/analysis/0/body/verification");
        verification.putArray("errors").addObject().put("code", "TOKEN_EXPIRED").put("message", "too old");
        verification
                .putObject("claims")
                .put("org", "ACME")
                .putArray("tn")
                .add("+1")
                .add("+2");
        ((ObjectNode) vcon.at("/analysis/0/body/capture"))
                .put("complete", false)
                .put("ended", "restart");

        var lines = CallScreen.lines(Call.of(vcon), "unsigned", 80);

        assertTrue(lines.contains("  error         code TOKEN_EXPIRED, message too old"), lines::toString);
        assertTrue(lines.contains("  claim         org ACME, tn [+1, +2]"), lines::toString);
        assertTrue(lines.contains("  gap           ended: restart"), lines::toString);
    }

    @ParameterizedTest
    @MethodSource
    void nothingInTheFileReachesTheTerminalAsACommand(String text, String shown) {
        var vcon = VconSamples.json("redirected-call");
        ((ObjectNode) vcon.at("/parties/0")).put("sip_display_name", text);
        ((ObjectNode) vcon.at("/analysis/0/body")).put("outcome", text);

        var lines = CallScreen.lines(Call.of(vcon), "unsigned", 200);

        assertTrue(lines.get(0).startsWith(shown + ": "), lines.get(0));
        assertTrue(String.join("", lines).codePoints().allMatch(Terminal::isVisible), lines::toString);
    }

    static Stream<Arguments> nothingInTheFileReachesTheTerminalAsACommand() {
        return Stream.of(
                argumentSet("an escape sequence", "\u001b[2Ja", "\\u001b[2Ja"),
                argumentSet("a C1 control", "\u009b2Ja", "\\u009b2Ja"),
                argumentSet("a line of its own", "a\r\nb", "a\\r\\nb"),
                argumentSet("reading turned around", "a\u202eb", "a\\u202eb"),
                argumentSet("isolates", "a\u2066b", "a\\u2066b"),
                argumentSet("half a character", "a\ud800b", "a\\ud800b"),
                argumentSet("a tag nobody sees", "a\udb40\udc41b", "a\\u{e0041}b"),
                argumentSet("a line separator", "a\u2028b", "a\\u2028b"),
                argumentSet("letters of the world", "Jürgen 東京", "Jürgen 東京"));
    }

    @Test
    void wideLettersTakeTwoColumns() {
        assertEquals(4, Terminal.width("東京"));
        assertEquals("東… ", Terminal.fit("東京都", 4));
        assertEquals(1, Terminal.width("e\u0301"));
    }
}
