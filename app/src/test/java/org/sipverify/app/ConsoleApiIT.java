package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/** What a console asks the packaged server, besides its calls: the policy, and what came lately. */
class ConsoleApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void itTellsWhatAPolicyDoesAndWouldDo() throws Exception {
        try (var server = PackagedServer.start(directory, "index.file=" + directory.resolve("calls.db"));
                var phone = new UdpPeer(server.sipPort)) {
            var api = new ApiClient(server, HttpClient.newHttpClient());
            var invite = Message.of("INVITE", phone.port());
            ApiIT.answer(phone, "INVITE"); // no credentials: 400 by on-none
            var rejectsLess = Files.readString(Path.of("../conf/policies/always-redirect.conf"))
                    + "\non-none { action = reject, reason-code = 403, reason-phrase = \"No\" }\n";

            var policy = api.json("GET /api/policy", "");
            var decided =
                    api.json("POST /api/policy/decide", JSON.writeValueAsString(Map.of("invite", invite.toString())));
            Eventually.isTrue(() -> replayed(api, rejectsLess).path("calls").asInt() == 1, () -> server.program.text());
            var replayed = replayed(api, rejectsLess);

            assertEquals("enforce", policy.path("mode").asText());
            assertTrue(policy.path("file").path("text").asText().contains("on-none"));
            assertTrue(rulings(policy).contains("on-none=1"), policy::toString);
            assertTrue(decided.path("verdicts").path(0).path("verdict").asText().startsWith("none"), decided::toString);
            assertEquals(
                    "reject 400", replayed.path("changes").path(0).path("from").asText());
            assertEquals(
                    "reject 403", replayed.path("changes").path(0).path("to").asText());
            var wrong = api.ask("POST /api/policy/replay", "", "{\"policy\":\"mode = enforc\"}");
            assertEquals(400, wrong.statusCode());
            assertEquals("policy", JSON.readTree(wrong.body()).path("field").asText());
            assertEquals(
                    400,
                    api.ask("POST /api/policy/replay", "", "{\"from\":\"yesterday\"}")
                            .statusCode());
            assertEquals(
                    400,
                    api.ask("POST /api/policy/decide", "", "{\"invite\":\"hello\"}")
                            .statusCode());
        }
    }

    private static JsonNode replayed(ApiClient api, String policy) {
        try {
            return api.json("POST /api/policy/replay", JSON.writeValueAsString(Map.of("policy", policy)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> rulings(JsonNode policy) {
        var all = new ArrayList<String>();
        policy.path("rulings")
                .forEach(it -> all.add(
                        it.path("rule").asText() + "=" + it.path("count").asLong()));
        return all;
    }

    @Test
    void itRemembersWhatCameLately() throws Exception {
        try (var server = PackagedServer.start(directory);
                var phone = new UdpPeer(server.sipPort)) {
            var api = new ApiClient(server, HttpClient.newHttpClient());
            ApiIT.answer(phone, "INVITE");
            phone.send(
                    Message.of("INVITE", phone.port()).with("Max-Forwards: 0").toString());
            phone.send(Message.of("INVITE", phone.port()).toString().replaceFirst("From: .*", "From: <sip:"));

            Eventually.isTrue(
                    () -> refusals(api).stream().anyMatch(it -> it.contains("From")), () -> server.program.text());
            var sources = api.json("GET /api/sources", "").path("sources");
            assertEquals("127.0.0.1", sources.path(0).path("source").asText());
            assertTrue(sources.path(0).path("none").asInt() >= 1, sources::toString);
            assertEquals(
                    180,
                    api.json("GET /api/series?range=15m", "")
                            .path("calls")
                            .path("none")
                            .size());
            assertEquals(400, api.ask("GET /api/series?range=1y", "", "").statusCode());
        }
    }

    private static List<String> refusals(ApiClient api) {
        try {
            var all = new ArrayList<String>();
            api.json("GET /api/problems", "")
                    .path("refusals")
                    .forEach(it -> all.add(it.path("reason").asText()));
            return all;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
