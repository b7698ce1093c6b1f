package org.sipverify.vcon.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.VconSamples;
import org.sipverify.vcon.read.Call;
import org.xml.sax.InputSource;

class LadderTest {
    static final List<String> SAMPLES = VconSamples.NAMES;

    @Test
    void aRedirectedCallIsDrawn() {
        var lines = TextLadder.lines(ladder(VconSamples.json("redirected-call")), 80, Glyphs.ASCII);

        assertEquals("""
                redirected: +12025550161 calls +12025550187
                0.000 s is 2026-11-20T10:05:00Z

                              +12025550161                       Example Telecom
                            ACME Corporation                sip-verify-1.example.net
                                    |                                   |
                    0.000           |----------- INVITE SDP ----------->|
                    0.001           |<---------- 100 Trying ------------|
                    0.126           |<----- 302 Moved Temporarily ------|
                    0.160           |--------------- ACK -------------->|
                                    |                                   |

                leg 0: Call-ID 5b0c7d1e9f20@sbc.carrier-a.example""", String.join("\n", lines));
    }

    @Test
    void theLegsOfABridgeShareTheMiddleAndAreInTheOrderOfTime() {
        var lines = TextLadder.lines(ladder(VconSamples.json("answered-b2bua-call")), 80, Glyphs.UNICODE);

        assertTrue(lines.get(3).matches(" +\\+12025550143 +Example Telecom +\\+12025550187"), lines.get(3));
        assertTrue(lines.get(6).matches(" +0\\.000 +│─+ INVITE SDP ─+▶│ +│"), lines.get(6));
        assertTrue(lines.get(8).matches(" +0\\.065 +│ +│─+ INVITE SDP ─+▶│"), lines.get(8));
        assertTrue(lines.get(19).matches(" +72\\.810 +│ +│◀─+ 200 OK \\(BYE\\) ─+│"), lines.get(19));
        assertEquals(
                14,
                lines.stream()
                        .filter(line -> line.matches(" +\\d+\\.\\d{3} .*"))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 160})
    void noLineIsLongerThanTheTerminalAndArrowsEndAtLifelines(int columns) {
        var lines = TextLadder.lines(ladder(VconSamples.json("cancelled-call")), columns, Glyphs.UNICODE);

        for (var line : lines.subList(0, lines.size() - 2)) {
            assertTrue(Terminal.width(line) <= columns, line);
            assertTrue(!line.matches(".*▶[^│].*"), line);
        }
    }

    @Test
    void whatIsSentAgainIsMarked() {
        var vcon = VconSamples.json("redirected-call");
        var messages = (ArrayNode) vcon.at("/attachments/2/body/messages");
        messages.insert(1, messages.get(0).deepCopy());

        var lines = TextLadder.lines(ladder(vcon), 80, Glyphs.ASCII);

        assertTrue(lines.stream().anyMatch(line -> line.contains("INVITE SDP (again)")), lines::toString);
        assertTrue(SvgLadder.of(ladder(vcon)).contains("arrow request again"));
    }

    @Test
    void gapsAreTold() {
        var vcon = VconSamples.json("redirected-call");
        ((ObjectNode) vcon.at("/analysis/0/body/capture"))
                .put("complete", false)
                .put("dropped_messages", 3);
        ((ObjectNode) vcon.at("/attachments/2/body/messages/1")).remove(List.of("status_code", "status_text"));

        var lines = TextLadder.lines(ladder(vcon), 80, Glyphs.ASCII);

        assertTrue(lines.contains("gap: 3 messages were not kept"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("messages are missing here")), lines::toString);
    }

    /** They are counted, and not kept, because they say nothing new. */
    @Test
    void retransmissionsAreNoGap() {
        var vcon = VconSamples.json("redirected-call");
        ((ObjectNode) vcon.at("/analysis/0/body/capture")).put("retransmissions", 2);

        assertEquals(List.of(), ladder(vcon).gaps());
    }

    @Test
    void aCallWithoutTraceSaysSo() {
        var vcon = VconSamples.json("redirected-call");
        vcon.remove("attachments");

        var lines = TextLadder.lines(ladder(vcon), 80, Glyphs.ASCII);

        assertTrue(lines.contains("gap: this vCon holds no sip-message-trace"), lines::toString);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void theDrawingIsXmlThatLoadsNothing(String name) throws Exception {
        var svg = SvgLadder.of(ladder(VconSamples.json(name)));

        var document = parse(svg);

        assertEquals("svg", document.getDocumentElement().getLocalName());
        assertEquals(0, document.getElementsByTagNameNS("*", "script").getLength());
        assertTrue(!svg.contains("href") && !svg.contains("@import") && !svg.contains("url(http"), svg);
        assertTrue(svg.contains("prefers-color-scheme: dark"));
    }

    @Test
    void nothingFromTheFileBecomesMarkup() throws Exception {
        var vcon = VconSamples.json("redirected-call");
        var evil = "</text><script>alert(1)</script>\u0000\u202e\ud800&\"";
        ((ObjectNode) vcon.at("/parties/0")).put("tel", evil).put("sip_display_name", evil);
        ((ObjectNode) vcon.at("/attachments/2/body/messages/0")).put("method", evil);
        ((ObjectNode) vcon.at("/attachments/2/body")).put("call_id", evil);

        var svg = SvgLadder.of(ladder(vcon));

        assertEquals(0, parse(svg).getElementsByTagNameNS("*", "script").getLength());
        assertTrue(svg.chars().noneMatch(c -> c == 0x202e || Character.isSurrogate((char) c)), svg);
    }

    private static org.w3c.dom.Document parse(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static Ladder ladder(ObjectNode vcon) {
        return Ladder.of(Call.of(vcon));
    }
}
