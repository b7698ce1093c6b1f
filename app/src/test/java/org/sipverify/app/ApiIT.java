package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/** The API of the packaged server: who may do what, and that it is done. */
class ApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROUTE = Pattern.compile("sipverify_http_requests_total\\{route=\"([A-Z]+ [^\"]+)\"");

    /** Every route, and the least that takes it. */
    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("GET /health", "none"),
            Map.entry("GET /metrics", "none"),
            Map.entry("GET /", "none"),
            Map.entry("GET /console/{file}", "none"),
            Map.entry("GET /api/openapi.json", "none"),
            Map.entry("POST /api/session", "none"),
            Map.entry("DELETE /api/session", "none"),
            Map.entry("GET /api/session", "watch"),
            Map.entry("GET /api/node", "watch"),
            Map.entry("GET /api/settings", "read"),
            Map.entry("GET /api/calls", "watch"),
            Map.entry("GET /api/calls/live", "watch"),
            Map.entry("GET /api/calls/{uuid}", "read"),
            Map.entry("GET /api/calls/{uuid}/vcon", "read"),
            Map.entry("GET /api/calls/{uuid}/messages", "read"),
            Map.entry("GET /api/calls/{uuid}/ladder.svg", "read"),
            Map.entry("GET /api/series", "watch"),
            Map.entry("GET /api/sources", "read"),
            Map.entry("GET /api/problems", "read"),
            Map.entry("GET /api/policy", "read"),
            Map.entry("POST /api/policy/decide", "read"),
            Map.entry("POST /api/policy/replay", "read"),
            Map.entry("PUT /api/log-level", "operate"),
            Map.entry("POST /api/drain", "operate"),
            Map.entry("DELETE /api/drain", "operate"),
            Map.entry("DELETE /api/bans/{ip}", "operate"),
            Map.entry("POST /api/sips/options", "operate"),
            Map.entry("POST /api/sips/register", "operate"),
            Map.entry("POST /api/sips/invite", "operate"),
            Map.entry("POST /api/sips/subscribe", "operate"));

    private static final List<String> ORDER = List.of("none", "watch", "read", "operate");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private HttpResponse<String> ask(PackagedServer server, String request, String token, String body)
            throws Exception {
        return new ApiClient(server, client).ask(request, token, body);
    }

    private JsonNode json(PackagedServer server, String request, String body) throws Exception {
        return new ApiClient(server, client).json(request, body);
    }

    static String answer(UdpPeer phone, String method) throws IOException {
        var request = Message.of(method, phone.port());
        phone.send(request.toString());
        var answer = phone.receiveFinal(request);
        if (method.equals("INVITE")) {
            phone.send(request.as("ACK").toString());
        }
        return answer;
    }

    private static Set<String> routes(PackagedServer server) throws Exception {
        return ROUTE.matcher(server.get("/metrics"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String token(Path tokens, String name, String role) {
        var ran = Ran.command("token", name, "--role", role, "-Dhttp.tokens-file=" + tokens);
        assertEquals(0, ran.code(), ran.err());
        return ran.out().lines().findFirst().orElseThrow().replace("token  ", "");
    }

    @Test
    void eachRoleMayDoExactlyItsShare() throws Exception {
        var tokens = directory.resolve("tokens");
        var byRole = new TreeMap<String, String>();
        byRole.put("none", "");
        for (var role : ORDER.subList(1, 4)) {
            byRole.put(role, token(tokens, role + "er", role));
        }
        try (var server = PackagedServer.start(
                directory,
                "http.anonymous=none",
                "http.tokens-file=" + tokens,
                "http.access-log=" + directory.resolve("access"))) {
            assertEquals(new TreeSet<>(ROLES.keySet()), routes(server));

            for (var route : ROLES.entrySet()) {
                for (var caller : byRole.entrySet()) {
                    var answer = ask(server, route.getKey(), caller.getValue(), "");
                    var enough = ORDER.indexOf(caller.getKey()) >= ORDER.indexOf(route.getValue());
                    var what = route.getKey() + " as " + caller.getKey() + ": " + answer.statusCode();

                    if (enough) {
                        assertTrue(answer.statusCode() != 401 && answer.statusCode() != 403, what);
                    } else {
                        assertEquals(caller.getValue().isEmpty() ? 401 : 403, answer.statusCode(), what);
                        assertEquals(
                                caller.getValue().isEmpty() ? "Bearer" : "",
                                answer.headers().firstValue("WWW-Authenticate").orElse(""),
                                what);
                        assertTrue(JSON.readTree(answer.body()).path("error").isTextual(), what);
                    }
                }
            }
            recorded(byRole);
        }
    }

    /** The file has who did what, and no token. */
    private void recorded(Map<String, String> tokens) throws Exception {
        var file = directory.resolve("access");
        Eventually.isTrue(() -> text(file).contains("/api/bans/192.0.2.1"), () -> text(file));
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }

        assertTrue(lines.stream()
                .anyMatch(line -> line.path("name").asText().equals("operateer")
                        && line.path("path").asText().equals("/api/drain")
                        && line.path("status").asInt() == 200));
        assertTrue(lines.stream().noneMatch(line -> line.path("path").asText().equals("/metrics")));
        tokens.values().stream()
                .filter(it -> !it.isEmpty())
                .forEach(it -> assertFalse(text(file).contains(it)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theDescriptionHasEveryRouteAndNoOther() throws Exception {
        try (var server = PackagedServer.start(directory)) {
            var described = new TreeSet<String>();
            var document = json(server, "GET /api/openapi.json", "");
            document.path("paths").properties().forEach(path -> path.getValue()
                    .properties()
                    .forEach(operation ->
                            described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));

            assertEquals("3.1.0", document.path("openapi").asText());
            assertEquals(routes(server), described);
            for (var route : ROLES.entrySet()) {
                var words = route.getKey().split(" ", 2);
                assertEquals(
                        route.getValue(),
                        document.path("paths")
                                .path(words[1])
                                .path(words[0].toLowerCase(Locale.ROOT))
                                .path("x-role")
                                .asText(),
                        route.getKey());
                var allow = ask(server, "OPTIONS " + words[1], "", "")
                        .headers()
                        .firstValue("Allow")
                        .orElse("");
                assertTrue(List.of(allow.split(", ")).contains(words[0]), route.getKey() + ": " + allow);
            }
        }
    }

    @Test
    void aServerTakenOutOfServiceRefusesNewCallsUntilItIsBack() throws Exception {
        try (var server = PackagedServer.start(directory);
                var phone = new UdpPeer(server.sipPort)) {
            assertTrue(answer(phone, "OPTIONS").startsWith("SIP/2.0 200"));

            assertTrue(json(server, "POST /api/drain", "").path("draining").asBoolean());

            assertTrue(answer(phone, "OPTIONS").startsWith("SIP/2.0 503"));
            assertTrue(answer(phone, "INVITE").startsWith("SIP/2.0 503"));
            assertEquals(503, ask(server, "GET /health", "", "").statusCode());
            assertEquals(
                    "draining", json(server, "GET /api/node", "").path("status").asText());

            assertFalse(json(server, "DELETE /api/drain", "").path("draining").asBoolean());

            assertTrue(answer(phone, "OPTIONS").startsWith("SIP/2.0 200"));
            assertTrue(answer(phone, "INVITE").startsWith("SIP/2.0 400"));
            assertEquals(200, ask(server, "GET /health", "", "").statusCode());
        }
    }

    @Test
    void aBanIsLifted() throws Exception {
        try (var server = PackagedServer.start(directory, "sip.admission.ban-udp=true");
                var phone = new UdpPeer(server.sipPort, "127.0.0.9")) {
            phone.send(Message.of("OPTIONS", phone.port())
                    .with("User-Agent: friendly-scanner")
                    .toString());
            Eventually.isTrue(() -> server.metric("sipverify_sources_banned") == 1, () -> server.program.text());
            assertEquals(404, ask(server, "DELETE /api/bans/127.0.0.8", "", "").statusCode());
            var wrong = ask(server, "DELETE /api/bans/localhost", "", "");
            assertEquals(400, wrong.statusCode());
            assertEquals("ip", JSON.readTree(wrong.body()).path("field").asText());

            assertEquals(204, ask(server, "DELETE /api/bans/127.0.0.9", "", "").statusCode());

            assertTrue(answer(phone, "OPTIONS").startsWith("SIP/2.0 200"));
            assertEquals(404, ask(server, "DELETE /api/bans/127.0.0.9", "", "").statusCode());
        }
    }

    @Test
    void theLevelOfTheLogIsAnotherForAWhile() throws Exception {
        try (var server = PackagedServer.start(directory);
                var phone = new UdpPeer(server.sipPort)) {
            var set = json(server, "PUT /api/log-level", "{\"level\":\"DEBUG\"}");

            answer(phone, "INVITE");

            server.program.awaitText(" DEBUG ");
            assertEquals("DEBUG", set.path("level").asText());
            var now = json(server, "GET /api/node", "").path("log");
            assertEquals(set, now);
            var wrong = ask(server, "PUT /api/log-level", "", "{\"level\":\"LOUD\"}");
            assertEquals(400, wrong.statusCode());
            assertEquals("level", JSON.readTree(wrong.body()).path("field").asText());
        }
    }

    @Test
    void itTellsHowItIsDoing() throws Exception {
        try (var server = PackagedServer.start(directory, "verifier.url=http://127.0.0.1:9")) {
            var node = json(server, "GET /api/node", "");

            assertEquals("healthy", node.path("status").asText());
            assertEquals("enforce", node.path("policy").path("mode").asText());
            assertEquals(0, node.path("calls").path("in_hand").asInt(-1));
            assertEquals(2000, node.path("calls").path("max").asInt());
            assertEquals("http://127.0.0.1:9", node.path("verifier").path("url").asText());
            assertEquals("closed", node.path("verifier").path("circuit").asText());
            assertFalse(node.path("name").asText().isEmpty());
            assertFalse(node.path("version").asText().isEmpty());
            assertFalse(node.path("uptime_seconds").isMissingNode());
        }
    }

    @Test
    void itShowsItsSettingsWithoutSecrets() throws Exception {
        try (var server = PackagedServer.start(
                directory,
                "verifier.api-key=hidden-1",
                "sip.credentials=[{ host = \"a.example\", user = u, password = hidden-2 }]")) {
            var answer = ask(server, "GET /api/settings", "", "");
            var settings = new TreeMap<String, JsonNode>();
            JSON.readTree(answer.body())
                    .path("settings")
                    .forEach(it -> settings.put(it.path("key").asText(), it));

            assertEquals(
                    "[redacted]", settings.get("verifier.api-key").path("value").asText());
            assertEquals(
                    "-Dverifier.api-key",
                    settings.get("verifier.api-key").path("origin").asText());
            assertEquals(
                    Integer.toString(server.httpPort),
                    settings.get("http.port").path("value").asText().replace("\"", ""));
            assertFalse(answer.body().contains("hidden-"), answer.body());
        }
    }
}
