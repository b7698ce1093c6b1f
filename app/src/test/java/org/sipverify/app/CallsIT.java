package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.VerifierStandIn;
import org.sipverify.verifier.pinned.PassportSigner;
import org.sipverify.verifier.pinned.PassportSigner.Claims;

/** sipp calls the packaged server, which asks a verifier that plays its part. */
public class CallsIT {
    private static final PassportSigner SIGNER = PassportSigner.generate();

    @TempDir
    private static Path directory;

    private static VerifierStandIn verifier;
    private static PackagedServer server;

    @BeforeAll
    static void start() throws Exception {
        verifier = new VerifierStandIn();
        server = PackagedServer.start(
                directory,
                "verifier.url=" + verifier.url(),
                "verifier.timeout=60s",
                "verifier.breaker.failures=1000",
                "audit.file=" + directory.resolve("audit.jsonl"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        verifier.close();
    }

    @BeforeEach
    void sound() {
        verifier.answers(200, VerifierStandIn.VALID);
    }

    @ParameterizedTest
    @MethodSource
    void showsWhatTheVerifierSays(int httpStatus, String json, String status, String brand, String error)
            throws Exception {
        verifier.answers(httpStatus, json);

        var result = new Sipp(directory, "invite").headers(signed()).run(server.sipPort);

        assertEquals(0, result.exitCode(), result.screen());
        assertEquals(status, result.header("X-VVP-Status"));
        assertEquals(brand, result.header("X-VVP-Brand-Name"));
        assertEquals(error, result.header("X-VVP-Error"));
        assertEquals("<sip:+14155551234@127.0.0.1:5060>", result.header("Contact"));
        assertEquals(1, verifier.asked());
    }

    static Stream<Arguments> showsWhatTheVerifierSays() {
        var invalid = """
                {"overall_status":"INVALID","brand_name":"Not proved","errors":[{"code":"CREDENTIAL_REVOKED",
                 "message":"revoked","recoverable":false}]}""";
        var indeterminate = """
                {"overall_status":"INDETERMINATE","errors":[{"code":"DOSSIER_FETCH_FAILED",
                 "message":"gone","recoverable":true}]}""";
        return Stream.of(
                argumentSet("valid", 200, VerifierStandIn.VALID, "VALID", "ACME Corporation", ""),
                argumentSet("invalid", 200, invalid, "INVALID", "", "CREDENTIAL_REVOKED"),
                argumentSet("indeterminate", 200, indeterminate, "INDETERMINATE", "", "DOSSIER_FETCH_FAILED"),
                argumentSet("not 200", 500, "{}", "INDETERMINATE", "", "VERIFIER_ERROR"),
                argumentSet("not JSON", 200, "<html>", "INDETERMINATE", "", "VERIFIER_ERROR"));
    }

    @Test
    void aVerifierThatIsDownIsTold() throws Exception {
        isToldOf("VERIFIER_UNREACHABLE", "http://127.0.0.1:" + FreePort.next(), "60s");
    }

    @Test
    void aVerifierThatIsTooSlowIsTold() throws Exception {
        verifier.holds();

        isToldOf("VERIFIER_TIMEOUT", verifier.url(), "500ms");
    }

    private static void isToldOf(String error, String verifierUrl, String timeout) throws Exception {
        try (var alone =
                PackagedServer.start(directory, "verifier.url=" + verifierUrl, "verifier.timeout=" + timeout)) {
            var result = new Sipp(directory, "invite").headers(signed()).run(alone.sipPort);

            assertEquals("INDETERMINATE", result.header("X-VVP-Status"));
            assertEquals(error, result.header("X-VVP-Error"));
        }
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatItCannotRead(String headers, String error) throws Exception {
        var result = new Sipp(directory, "invite")
                .expecting(302, 400)
                .headers(headers)
                .run(server.sipPort);

        assertEquals(0, result.exitCode(), result.screen() + result.messages());
        assertEquals(error, result.header("X-VVP-Error"));
        assertEquals("", result.header("X-VVP-Status"));
        assertEquals(0, verifier.asked());
    }

    static Stream<Arguments> refusesWhatItCannotRead() {
        var now = Instant.now().getEpochSecond();
        var noKid = "{\"ppt\":\"vvp\",\"evd\":\"https://d.example\",\"iat\":" + now + "}";
        var noEvd = "{\"ppt\":\"vvp\",\"kid\":\"https://w.example\",\"iat\":" + now + "}";
        var sound = "{\"ppt\":\"vvp\",\"kid\":\"https://w.example\",\"evd\":\"https://d.example\",\"iat\":" + now + "}";
        return Stream.of(
                argumentSet("no headers", "", "Missing VVP verification headers"),
                argumentSet("only another PASSporT", "Identity: " + shaken(), "Missing VVP verification headers"),
                argumentSet("Identity is empty", "Identity: ", "Malformed Identity header"),
                argumentSet("Identity is never closed", "Identity: <abc", "Malformed Identity header"),
                argumentSet("Identity is no JWT", "Identity: hello;ppt=vvp", "Malformed Identity header"),
                argumentSet("Identity is compact", "Identity: ..abc;ppt=vvp", "Malformed Identity header"),
                argumentSet("P-VVP-Identity is no base64", "P-VVP-Identity: {}", "Malformed P-VVP-Identity"),
                argumentSet("P-VVP-Identity is no JSON", "P-VVP-Identity: aGVsbG8", "Malformed P-VVP-Identity"),
                argumentSet("no kid", "P-VVP-Identity: " + base64(noKid), "Missing OOBI URL (kid)"),
                argumentSet("no evd", "P-VVP-Identity: " + base64(noEvd), "Missing dossier URL (evd)"),
                argumentSet("no PASSporT anywhere", "P-VVP-Identity: " + base64(sound), "Missing PASSporT"),
                argumentSet("P-VVP-Passport is no JWT", "P-VVP-Passport: hello", "Malformed P-VVP-Passport"));
    }

    @Test
    void aCancelledCallStopsTheVerifierRequest() throws Exception {
        verifier.neverEnds();
        var undecided = new Sipp(directory, "cancel").pausing().headers(signed());

        try (var caller = undecided.calling(server.sipPort)) {
            verifier.awaitAsked();
            undecided.goOn();

            var result = undecided.result(caller.await(), caller);
            assertEquals(0, result.exitCode(), result.screen() + result.messages());
            assertEquals(487, result.status());
            server.program.awaitText("Call cancelled: call_id=" + result.callId());
        }
        Eventually.isTrue(() -> verifier.aborted() > 0);
        assertEquals(1, verifier.aborted(), "the verifier found its connection closed");
    }

    @Test
    void retransmissionsAskTheVerifierOnce() throws Exception {
        verifier.holds();
        var impatient = new Sipp(directory, "retransmit").headers(signed()).with("-max_invite_retrans", "20");

        try (var caller = impatient.calling(server.sipPort)) {
            Eventually.isTrue(() -> impatient.sent("INVITE") >= 3);
            assertTrue(impatient.sent("INVITE") >= 3, caller.text());
            verifier.release();

            var result = impatient.result(caller.await(), caller);
            assertEquals(0, result.exitCode(), result.screen() + result.messages());
        }
        assertEquals(1, verifier.asked());
    }

    @Test
    void answersOptions() throws Exception {
        var result = new Sipp(directory, "options").headers("").run(server.sipPort);

        assertEquals(0, result.exitCode(), result.screen() + result.messages());
        assertEquals("INVITE, ACK, CANCEL, OPTIONS", result.header("Allow"));
        assertEquals("application/sdp", result.header("Accept"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesOtherRequests(String method, String header, int status, String field, String value) throws Exception {
        var result = new Sipp(directory, "options")
                .sending("OPTIONS", method)
                .expecting(200, status)
                .headers(header)
                .run(server.sipPort);

        assertEquals(0, result.exitCode(), result.screen() + result.messages());
        assertEquals(value, result.header(field));
    }

    static Stream<Arguments> refusesOtherRequests() {
        return Stream.of(
                argumentSet("REGISTER", "REGISTER", "", 405, "Allow", "INVITE, ACK, CANCEL, OPTIONS"),
                argumentSet("a made-up method", "SWOOP", "", 405, "Allow", "INVITE, ACK, CANCEL, OPTIONS"),
                argumentSet("Require", "OPTIONS", "Require: 100rel", 420, "Unsupported", "100rel"));
    }

    @Test
    void speaksTcp() throws Exception {
        var result =
                new Sipp(directory, "invite").headers(signed()).with("-t", "t1").run(server.sipPort);

        assertEquals(0, result.exitCode(), result.screen() + result.messages());
        assertEquals("VALID", result.header("X-VVP-Status"));
        assertTrue(result.header("P-VVP-Identity").length() > 100, "passed through: TCP has room");
    }

    @Test
    void writesTheCallDown() throws Exception {
        var call = new Sipp(directory, "invite")
                .headers(signed())
                .run(server.sipPort)
                .callId();

        server.program.awaitText("call_id=" + call + ", status=VALID, brand=ACME Corporation, decision=redirect, ");
        Eventually.isTrue(() -> audited(call).isPresent());
        var line = audited(call).orElseThrow();
        assertTrue(line.contains("\"from\":\"+15551234567\",\"to\":\"+14155551234\",\"source\":\"127.0.0.1\""), line);
        assertTrue(line.contains("\"status\":\"VALID\"") && line.contains("\"rule\":\"on-valid\""), line);
        assertTrue(server.metric("sipverify_sip_requests_total{method=\"INVITE\"}") > 0, server.get("/metrics"));
        assertTrue(server.get("/health").contains("\"verifier_url\":\"" + verifier.url()), server.get("/health"));
        assertTrue(!server.program.text().contains("eyJ"), "no PASSporT in the log");
    }

    private static Optional<String> audited(String call) {
        try {
            return Files.readAllLines(directory.resolve("audit.jsonl")).stream()
                    .filter(line -> line.contains("\"" + call + "\"") && line.endsWith("}"))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * sipp sends again what was not answered within ten seconds, which no machine takes, and has no more calls at once
     * than fit into the buffers of the kernel while somebody is held up: so what is sent again was lost.
     */
    @Test
    void losesNothingOf4000CallsAt200ASecond() throws Exception {
        var statistics = directory.resolve("load.csv");

        var result = new Sipp(directory, "invite")
                .sending("retrans=\"500\"", "retrans=\"10000\"")
                .headers(signed())
                .with("-r", "200", "-m", "4000", "-l", "20")
                .with("-trace_stat", "-stf", statistics.toString(), "-fd", "5")
                .run(server.sipPort, Duration.ofMinutes(5));

        assertEquals(0, result.exitCode(), result.screen());
        assertEquals("4000", statistic(statistics, "SuccessfulCall(C)"));
        assertEquals("0", statistic(statistics, "Retransmissions(C)"));
        assertEquals(4000, verifier.asked());
    }

    private static String statistic(Path file, String column) throws Exception {
        var lines = Files.readAllLines(file);
        var index = Stream.of(lines.get(0).split(";", -1)).toList().indexOf(column);
        return lines.get(lines.size() - 1).split(";", -1)[index];
    }

    public static String signed() {
        var now = Instant.now();
        var claims = new Claims(
                "https://w.example/oobi/E1/controller",
                "+15551234567",
                "+14155551234",
                "https://d.example/dossier",
                now,
                now.plusSeconds(60));
        return "Identity: " + PassportSigner.identityHeader(SIGNER.sign(claims), claims.kid()) + "\nP-VVP-Identity: "
                + PassportSigner.vvpIdentityHeader(claims);
    }

    private static String shaken() {
        return base64("{\"alg\":\"ES256\",\"ppt\":\"shaken\",\"typ\":\"passport\"}") + "." + base64("{}") + ".c2ln"
                + ";info=<https://cert.example/a.pem>;alg=ES256;ppt=shaken";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
