package org.sipverify.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.PemFiles;

/** The packaged server probes a Kamailio that is a registrar over TLS, with credentials. Everything is logged meanwhile. */
class SipsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "wonder-4711-land";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static int tlsPort;
    private static int weakPort;
    private static Path authorities;
    private static Kamailio kamailio;
    private static Kamailio weak;
    private static PackagedServer server;

    @BeforeAll
    static void start() throws Exception {
        var authority = new CertificateAuthority("Registrar");
        var pem = new PemFiles(directory);
        var shown = pem.write("kamailio", authority.issue("dns:localhost", "ip:127.0.0.1"));
        authorities = pem.write("ca.pem", PemFiles.text(authority.certificate()));
        tlsPort = FreePort.next();
        weakPort = FreePort.next();
        kamailio = registrar(tlsPort, "SHA-256", shown);
        weak = registrar(weakPort, "MD5", shown);
        server = PackagedServer.start(
                directory,
                "sips-api.allow=[127.0.0.0/8]",
                "sips-api.ca-file=" + authorities,
                "sips-api.invite=true",
                "sips-api.per-client=100 per minute",
                "log.level=TRACE",
                "http.access-log=" + directory.resolve("access"));
    }

    private static Kamailio registrar(int port, String algorithm, PemFiles.Pair shown) throws Exception {
        return Kamailio.start(
                directory,
                "registrar.cfg",
                FreePort.next(),
                Map.of(
                        "TLS_PORT",
                        "127.0.0.1:" + port,
                        "CERTIFICATE",
                        shown.certificate().toString(),
                        "KEY",
                        shown.key().toString(),
                        "ALGORITHM",
                        algorithm,
                        "PASSWORD",
                        PASSWORD));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        weak.close();
        kamailio.close();
    }

    private static ObjectNode body(int port) {
        return JSON.createObjectNode()
                .put("host", "127.0.0.1")
                .put("port", port)
                .put("fromUri", "sips:alice@kamailio.test")
                .put("toUri", "sips:alice@kamailio.test");
    }

    private static HttpResponse<String> post(String method, Object body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort + "/api/sips/" + method))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static JsonNode probe(String method, JsonNode body) throws Exception {
        var answer = post(method, body);
        assertEquals(200, answer.statusCode(), answer.body());
        assertFalse(answer.body().contains(PASSWORD), answer.body());
        return JSON.readTree(answer.body());
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ObjectNode known(ObjectNode body) {
        return body.put("username", "alice").put("password", PASSWORD);
    }

    @Test
    void optionsTellsWhatTheServerCan() throws Exception {
        var found = probe("options", body(tlsPort));

        assertEquals(
                List.of("success", "host", "port", "statusCode", "statusText", "headers", "callId", "rtt", "tls"),
                names(found));
        assertTrue(found.path("success").asBoolean());
        assertEquals("127.0.0.1", found.path("host").asText());
        assertEquals(tlsPort, found.path("port").asInt());
        assertEquals(200, found.path("statusCode").asInt());
        assertEquals("OK", found.path("statusText").asText());
        assertEquals(
                "OPTIONS, REGISTER, INVITE", found.path("headers").path("Allow").asText());
        assertTrue(found.path("rtt").isIntegralNumber());
        var certificate = found.path("tls").path("chain").get(0);
        assertEquals(List.of("subject", "sans", "issuer", "expires", "daysLeft"), names(certificate));
        assertEquals("CN=Registrar", certificate.path("issuer").asText());
        assertTrue(certificate.path("daysLeft").asInt() >= 360, certificate::toString);
        assertTrue(found.path("tls").path("version").asText().startsWith("TLSv1."));
    }

    @Test
    void aRegistrationIsTakenBackUnlessItIsToStay() throws Exception {
        var found = probe("register", known(body(tlsPort)));

        assertTrue(found.path("success").asBoolean(), found::toString);
        assertEquals(1, found.path("bindings").size());
        assertEquals(200, found.path("unregister").path("statusCode").asInt());
        var proof = found.path("authentication").path("answered").get(0);
        assertEquals("SHA-256", proof.path("algorithm").asText());
        assertFalse(proof.path("weak").asBoolean());

        var query = known(body(tlsPort)).put("query", true);
        assertEquals(0, probe("register", query).path("bindings").size());
        assertTrue(probe("register", known(body(tlsPort)).put("keep", true))
                .path("unregister")
                .isMissingNode());
        var kept = probe("register", query).path("bindings");
        assertEquals(1, kept.size(), kept::toString);
        assertTrue(kept.get(0).path("contact").asText().startsWith("sips:probe@127.0.0.1:"), kept::toString);
    }

    @Test
    void aWeakProofIsMarked() throws Exception {
        var found = probe("register", known(body(weakPort)));

        assertTrue(found.path("success").asBoolean(), found::toString);
        assertTrue(
                found.path("authentication")
                        .path("answered")
                        .get(0)
                        .path("weak")
                        .asBoolean(),
                found::toString);
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        var found = probe("register", body(tlsPort).put("username", "alice").put("password", "wander"));

        assertFalse(found.path("success").asBoolean());
        assertEquals("challenge", found.path("error").asText());
        assertEquals(401, found.path("statusCode").asInt());
    }

    @Test
    void aCallIsPlaced() throws Exception {
        var found = probe("invite", known(body(tlsPort)));

        assertFalse(found.path("success").asBoolean());
        assertEquals(
                "480 Nobody Here",
                found.path("statusCode").asText() + " "
                        + found.path("statusText").asText());
        assertTrue(found.path("error").isMissingNode(), found::toString);
    }

    @Test
    void aTargetThatIsNotAllowedIsRefused() throws Exception {
        var answer = post("options", body(tlsPort).put("host", "169.254.169.254"));

        assertEquals(403, answer.statusCode());
        assertTrue(
                answer.body().startsWith("{\"error\":\"target-refused: 169.254.169.254 is a cloud's metadata"),
                answer.body());
        assertTrue(server.metric("sipverify_sips_refused_total{reason=\"target\"}") >= 1);
    }

    /** Not where everything is logged, nor where somebody sends nonsense. */
    @Test
    void passwordsAreNowhere() throws Exception {
        probe("register", known(body(tlsPort)));
        var wrong =
                post("register", known(body(tlsPort)).put("fromUri", "nonsense").put("extra", PASSWORD));
        assertEquals(400, wrong.statusCode());
        assertFalse(wrong.body().contains(PASSWORD), wrong.body());
        var broken = post("register", "{\"host\":\"127.0.0.1\",\"password\":" + PASSWORD + "}");
        assertEquals(400, broken.statusCode());
        assertFalse(broken.body().contains("wonder"), broken.body());
        var access = directory.resolve("access");
        Eventually.isTrue(
                () -> text(access).contains("register 127.0.0.1:" + tlsPort + ": success"), () -> text(access));

        assertFalse(text(access).contains(PASSWORD));
        assertTrue(server.program.text().contains("probe register 127.0.0.1:" + tlsPort + ": success"));
        assertFalse(server.program.text().contains(PASSWORD));
        assertFalse(server.get("/metrics").contains(PASSWORD));
        try (Stream<Path> files = Files.walk(server.vcons)) {
            assertTrue(files.filter(Files::isRegularFile)
                    .noneMatch(file -> text(file).contains(PASSWORD)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theShellDoesTheSame() throws Exception {
        var password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        var place = "127.0.0.1:" + tlsPort;

        var options = Ran.command("sips", "options", place, "--ca", authorities.toString());
        assertEquals(0, options.code(), options.err() + options.out());
        assertTrue(options.out().startsWith("200 OK after "), options.out());
        assertTrue(options.out().contains("certificate CN=common.example for [localhost, 127.0.0.1], of CN=Registrar"));

        var register = Ran.command(
                "sips",
                "register",
                place,
                "--ca",
                authorities.toString(),
                "--user",
                "alice",
                "--password-file",
                password.toString(),
                "--to",
                "sips:alice@kamailio.test",
                "--json");
        assertEquals(0, register.code(), register.err() + register.out());
        assertEquals(
                200,
                JSON.readTree(register.out())
                        .path("unregister")
                        .path("statusCode")
                        .asInt());
        assertFalse(register.out().contains(PASSWORD));

        var foreign = Ran.command("sips", "options", place);
        assertEquals(1, foreign.code());
        assertTrue(foreign.out().startsWith("tls-untrusted: "), foreign.out());

        assertEquals(2, Ran.command("sips", "options", "a b").code());
        assertEquals(
                2, Ran.command("sips", "subscribe", place, "--event", "weather").code());
        assertEquals(
                1,
                Ran.command("sips", "invite", place, "--ca", authorities.toString())
                        .code());
    }
}
