package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;
import org.sipverify.testkit.VerifierStandIn;

/** The packaged server is asked for its calls over HTTP. Each test calls a number of its own. */
class CallsApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVIL = "<img src=x onerror=alert(1)>";
    private static final String VERDICT = """
            {"request_id":"r-1","overall_status":"VALID","errors":null,"brand_name":"%s",
             "claims":[{"node":{"name":"caller_authorised","status":"VALID","children":[]}}]}""".formatted(EVIL);

    @TempDir
    private static Path directory;

    private static VerifierStandIn verifier;
    private static PackagedServer server;
    private static CallsClient watch;
    private static CallsClient read;

    @BeforeAll
    static void start() throws Exception {
        verifier = new VerifierStandIn();
        verifier.answers(200, VERDICT);
        var tokens = directory.resolve("tokens");
        var watching = token(tokens, "watch");
        var reading = token(tokens, "read");
        server = PackagedServer.start(
                directory,
                "verifier.url=" + verifier.url(),
                "verifier.timeout=60s",
                "index.file=" + directory.resolve("calls.db"),
                "http.anonymous=none",
                "http.tokens-file=" + tokens,
                "http.access-log=" + directory.resolve("access"));
        watch = new CallsClient(server.httpPort, watching);
        read = new CallsClient(server.httpPort, reading);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        verifier.close();
    }

    private static String token(Path tokens, String role) {
        var ran = Ran.command("token", role, "--role", role, "-Dhttp.tokens-file=" + tokens);
        assertEquals(0, ran.code(), ran.err());
        return ran.out().lines().findFirst().orElseThrow().replace("token  ", "");
    }

    /** As scripts/call does. */
    private static void call(String callee) {
        var ran = Ran.command(
                "call",
                "valid",
                "--demo",
                directory.resolve("demo").toString(),
                "--server",
                "127.0.0.1:" + server.sipPort,
                "--to",
                callee,
                "--timeout",
                "60");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("302"), ran.out());
    }

    @Test
    void aCallIsSeenAsItHappensAndFoundByItsNumberItsEndAndItsCallId() throws Exception {
        try (var live = read.live("")) {
            call("+14155550101");

            var seen = live.call("+14155550101");
            var row = read.row("+14155550101");
            assertEquals("redirect", row.path("decision").asText());
            assertEquals(row.path("uuid"), seen.path("uuid"));
            assertEquals(EVIL, seen.path("brand").asText());
            for (var query : List.of(
                    "ends=5550101",
                    "starts=%2B14155550101&outcome=valid,invalid",
                    "call_id=" + row.path("call_id").asText().replace("+", "%2B"),
                    "number=%2B14155550101&from=1h&decision=redirect&rule=on-valid&source=127.0.0.1")) {
                assertEquals(1, read.found(query).size(), query);
                assertEquals(row.path("uuid"), read.found(query).get(0).path("uuid"), query);
            }
            assertEquals(0, read.found("number=14155550101&to=2020-01-01").size());
        }
    }

    @Test
    void whoComesBackGetsTheCallsThatItHasMissed() throws Exception {
        String last;
        try (var live = read.live("")) {
            call("+14155550108");
            live.call("+14155550108");
            last = live.events.get(live.events.size() - 1).id();
        }
        call("+14155550109");
        read.row("+14155550109");

        try (var live = read.live(last)) {
            assertEquals("valid", live.call("+14155550109").path("outcome").asText());
            assertTrue(live.events.stream().noneMatch(it -> it.id().equals(last)), live.events::toString);
        }
    }

    @Test
    void itsPageHasVerdictClaimsPassportAndTheRulesAsTried() throws Exception {
        call("+14155550102");
        var page = read.page("+14155550102", "");

        assertEquals("+14155550102", page.path("call").path("callee").asText());
        assertEquals("valid", page.path("verdict").path("outcome").asText());
        assertEquals("VALID", page.path("verdict").path("status").asText());
        assertEquals(EVIL, page.path("verdict").path("brand_name").asText());
        assertEquals("r-1", page.path("verdict").path("request_id").asText());
        assertEquals(
                "caller_authorised",
                page.path("claims").path(0).path("node").path("name").asText());
        assertEquals("vvp", page.path("passport").path("header").path("ppt").asText());
        assertEquals(
                "14155550102",
                page.path("passport")
                        .path("payload")
                        .path("dest")
                        .path("tn")
                        .path(0)
                        .asText()
                        .replace("+", ""));
        var policy = page.path("policy");
        assertEquals("on-valid", policy.path("rules").path(0).path("name").asText(), policy::toString);
        assertTrue(policy.path("rules").path(0).path("matched").asBoolean());
        assertFalse(policy.path("rules").path(0).path("why").asText().isEmpty());
        assertEquals("redirect", policy.path("action").asText());
        assertFalse(policy.path("differs").asBoolean(true));
        assertEquals(
                "SIP/2.0 302 Moved Temporarily", policy.path("sent").path(0).asText());
        assertTrue(page.path("vcon").asBoolean());
        assertEquals(
                read.page("+14155550102", "/messages").path("messages").size(),
                page.path("messages").asInt());
        assertTrue(StreamSupport.stream(page.path("others").path("number").spliterator(), false)
                .noneMatch(it -> it.path("uuid").equals(page.path("call").path("uuid"))));
    }

    @Test
    void itsMessagesAreThereAndDrawn() throws Exception {
        call("+14155550103");
        var messages = read.page("+14155550103", "/messages").path("messages");
        var invite = messages.get(0);
        var last = messages.get(messages.size() - 1);

        assertTrue(invite.path("line").asText().startsWith("INVITE sip:"), invite::toString);
        assertTrue(invite.path("text").asText().contains("\r\nIdentity: "), invite::toString);
        assertTrue(invite.path("whole").asBoolean());
        assertEquals("received", invite.path("direction").asText());
        assertEquals("+14155550103", invite.path("text").asText().split("[:@]", 3)[1]);
        assertTrue(last.path("delta_ms").asLong() >= 0);
        assertTrue(last.path("line").asText().startsWith("ACK sip:"), last::toString);

        var uuid = read.row("+14155550103").path("uuid").asText();
        var drawing = read.ask("/api/calls/" + uuid + "/ladder.svg");
        assertEquals(
                "image/svg+xml", drawing.headers().firstValue("Content-Type").orElse(""));
        var svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(drawing.body().getBytes(StandardCharsets.UTF_8)));
        var groups = svg.getElementsByTagName("g");
        assertEquals(messages.size(), groups.getLength());
        assertEquals(
                "0", groups.item(0).getAttributes().getNamedItem("data-message").getNodeValue());
        assertTrue(svg.getElementsByTagName("desc").item(0).getTextContent().contains("SIP messages"));

        var vcon = read.ask("/api/calls/" + uuid + "/vcon");
        assertEquals(
                "application/vcon+json",
                vcon.headers().firstValue("Content-Type").orElse(""));
        assertEquals(uuid, JSON.readTree(vcon.body()).path("uuid").asText());
        assertTrue(Files.readString(directory.resolve("access")).contains("/api/calls/" + uuid + "/vcon"));
    }

    @Test
    void anInviteWithABrokenFromIsFoundWithItsReason() throws Exception {
        var callId = UUID.randomUUID().toString();
        try (var live = read.live("");
                var peer = new UdpPeer(server.sipPort)) {
            peer.send(Message.of("INVITE", peer.port())
                    .toString()
                    .replaceFirst("From: .*", "From: ?")
                    .replaceFirst("To: .*", "To: <sip:+14155550104@127.0.0.1>")
                    .replaceFirst("Call-ID: .*", "Call-ID: " + callId));

            assertEquals(
                    "malformed From", live.call("+14155550104").path("error").asText());
            Eventually.isTrue(() -> read.found("call_id=" + callId).size() == 1);
        }
        var row = read.found("decision=refused&call_id=" + callId).get(0);
        assertEquals("malformed From", row.path("error").asText());
        var page = read.json("/api/calls/" + row.path("uuid").asText());
        assertFalse(page.path("vcon").asBoolean(true));
        assertEquals(0, page.path("messages").asInt());
        assertTrue(page.path("problem").asText().startsWith("this call has no vCon"), page::toString);
        assertEquals("malformed From", page.path("verdict").path("reason").asText());
        assertEquals(
                404,
                read.ask("/api/calls/" + row.path("uuid").asText() + "/messages")
                        .statusCode());
    }

    @Test
    void whoMayOnlyWatchSeesTheLastFourDigitsAndCannotTryNumbers() throws Exception {
        try (var live = watch.live("")) {
            call("+14155550105");

            var seen = live.call("***0105");
            read.row("+14155550105");
            var all = watch.ask("/api/calls?ends=0105");
            assertEquals(200, all.statusCode());
            for (var text : List.of(all.body(), seen.toString())) {
                assertFalse(text.contains("4155550105") || text.contains("5551234567"), text);
                assertTrue(text.contains("***4567") && text.contains("***0105"), text);
            }
            for (var query : List.of("number=14155550105", "starts=1", "ends=50105", "call_id=x")) {
                assertEquals(403, watch.ask("/api/calls?" + query).statusCode(), query);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "numbr=1, 400, numbr",
        "limit=0, 400, limit",
        "limit=1001, 400, limit",
        "from=yesterday, 400, from",
        "cursor=x, 400, cursor",
        "ends=%2B, 400, ends"
    })
    void whatCannotBeSearchedForIsNamed(String query, int status, String field) throws Exception {
        var answer = read.ask("/api/calls?" + query);

        assertEquals(status, answer.statusCode());
        assertEquals(field, JSON.readTree(answer.body()).path("field").asText(), answer.body());
    }

    @Test
    void rowsAreThereAsCsvAndAsLinesAndPageByPage() throws Exception {
        call("+14155550106");
        call("+14155550107");
        read.row("+14155550106");
        read.row("+14155550107");

        var csv = read.ask("/api/calls?starts=141555501&limit=1", "Accept", "text/csv");
        var lines = csv.body().split("\r\n", -1);
        assertTrue(lines[0].startsWith("time,uuid,call_id,"), csv.body());
        assertTrue(lines[1].contains(",+15551234567,"), csv.body());
        assertEquals(3, lines.length);
        var next = csv.headers().firstValue("Next-Cursor").orElseThrow();
        var first = read.json("/api/calls?starts=141555501&limit=1");
        assertEquals(next, first.path("next").asText());
        var second = read.ask("/api/calls?starts=141555501&cursor=" + next, "Accept", "application/x-ndjson");
        assertTrue(second.body()
                .lines()
                .noneMatch(it ->
                        it.contains(first.path("calls").path(0).path("uuid").asText())));
        assertTrue(second.body().lines().allMatch(it -> it.startsWith("{\"time\":")), second.body());
        assertEquals(406, read.ask("/api/calls", "Accept", "image/png").statusCode());
        assertEquals(
                404, read.ask("/api/calls/01a1f874-3e4b-8000-8000-000000001234").statusCode());
        assertEquals(400, read.ask("/api/calls/none").statusCode());
    }
}
