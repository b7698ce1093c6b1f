package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.EVD;
import static org.sipverify.verifier.Samples.IAT;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.KID;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.VerifierStandIn;
import org.sipverify.testkit.VerifierStandIn.Question;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verification.Status;

class HttpVerifierTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String VALID = "{\"overall_status\":\"VALID\",\"claims\":null,\"errors\":null}";

    private VerifierStandIn verifier;

    @BeforeEach
    void listen() throws IOException {
        verifier = VerifierStandIn.atAnyPath();
    }

    @AfterEach
    void stop() {
        verifier.close();
    }

    @ParameterizedTest
    @MethodSource
    void readsTheAnswer(int status, String body, Verification expected) throws Exception {
        verifier.answers(status, body);

        assertEquals(expected, ask(""));
    }

    static Stream<Arguments> readsTheAnswer() {
        var error = Verification.error(NoVerdict.VERIFIER_ERROR);
        return Stream.of(
                argumentSet("valid, claims and errors null", 200, VALID, Verification.valid(Samples.ORIG)),
                argumentSet("empty", 200, "", error),
                argumentSet("not JSON", 200, "<html>", error),
                argumentSet("cut off", 200, "{\"overall_status\":\"VALID\"", error),
                argumentSet("no object", 200, "[]", error),
                argumentSet("no status", 200, "{}", error),
                argumentSet("unknown status", 200, "{\"overall_status\":\"MAYBE\"}", error),
                argumentSet(
                        "two statuses", 200, "{\"overall_status\":\"VALID\",\"overall_status\":\"INVALID\"}", error),
                argumentSet("absurd number", 200, "{\"overall_status\":\"VALID\",\"x\":1e99999999999}", error),
                argumentSet("400", 400, "{\"detail\":\"x\"}", http("HTTP_400")),
                argumentSet("401", 401, "", Verification.error(NoVerdict.VERIFIER_REFUSED, "HTTP_401")),
                argumentSet("403", 403, VALID, Verification.error(NoVerdict.VERIFIER_REFUSED, "HTTP_403")),
                argumentSet("404", 404, "", http("HTTP_404")),
                argumentSet("422 with a verdict", 422, VALID, http("HTTP_422")),
                argumentSet("500", 500, VALID, http("HTTP_500")),
                argumentSet("201", 201, VALID, http("HTTP_201")));
    }

    @Test
    void asksAsTheContractSays() throws Exception {
        verifier.answers(200, VALID);

        ask("api-key = \"k-1\"");

        var question = question();
        assertEquals("/verify-callee", question.path());
        assertEquals(Optional.of("Bearer k-1"), question.authorization());
        assertEquals(
                json("{\"ppt\":\"vvp\",\"kid\":\"%s\",\"evd\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(KID, EVD, IAT, IAT + 300)),
                JSON.readTree(Base64.getUrlDecoder().decode(question.vvpIdentity())));
        assertFalse(question.vvpIdentity().contains("="));
        assertEquals(json("""
                        {"passport_jwt":"%s","context":{"call_id":"call-1@pbx","received_at":"2026-01-23T15:48:25Z","sip":{
                        "from_uri":"sip:+15551234567@pbx","to_uri":"sip:+15557654321@pbx",
                        "invite_time":"2026-01-23T15:48:25Z","cseq":314}},"caller_passport_jwt":null}""".formatted(JWT)), json(question.body()));
    }

    @Test
    void sendsTheCallIdOfTheCallNotTheOneThatTheTokenClaims() throws Exception {
        verifier.answers(200, VALID);
        var claims = Samples.CLAIMS.replace("{\"orig\"", "{\"call-id\":\"other\",\"cseq\":1,\"orig\"");

        Samples.ask(verifier(verifier.url(), ""), credentials(Samples.jwt(Samples.JOSE, claims)), CALL);

        var context = json(question().body()).path("context");
        assertEquals("call-1@pbx", context.path("call_id").asText());
        assertEquals(314, context.path("sip").path("cseq").asInt());
    }

    @Test
    void sendsTextOfTheCallAsItIs() throws Exception {
        verifier.answers(200, VALID);
        var callId = "a\"b\\c\u0001\u00e4\uD83D\uDE00";
        var uri = "sip:\"}@pbx";
        var call = new CallContext(
                callId,
                Long.MAX_VALUE,
                new CallContext.Caller(uri, ""),
                new CallContext.Callee(uri + "\u20ac", ""),
                CALL.receivedAt());

        Samples.ask(verifier(verifier.url(), ""), credentials(JWT), call);

        var context = json(question().body()).path("context");
        assertEquals(callId, context.path("call_id").asText());
        assertEquals(Long.MAX_VALUE, context.path("sip").path("cseq").asLong());
        assertEquals(uri, context.path("sip").path("from_uri").asText());
        assertEquals(uri + "\u20ac", context.path("sip").path("to_uri").asText());
    }

    @Test
    void otherEndpointsHaveNoCallerPassport() throws Exception {
        verifier.answers(200, VALID);

        ask("endpoint = /verify");

        var question = question();
        assertEquals("/verify", question.path());
        assertFalse(json(question.body()).has("caller_passport_jwt"));
    }

    @Test
    void withoutAKeyNothingIsAuthorized() throws Exception {
        verifier.answers(200, VALID);

        ask("");

        assertEquals(Optional.empty(), question().authorization());
    }

    @Test
    void theBasePathStays() throws Exception {
        verifier.answers(200, VALID);

        Samples.ask(verifier(verifier.url() + "/vvp/", ""));

        assertEquals("/vvp/verify-callee", question().path());
    }

    @ParameterizedTest
    @MethodSource
    void repeatsTheTimesOfTheCredentials(String vvpIdentity, String jwt, String expected) throws Exception {
        verifier.answers(200, VALID);
        var credentials = Samples.read("Identity:" + Samples.identity(jwt), "P-VVP-Identity:" + vvpIdentity)
                .orElseThrow();

        Samples.ask(verifier(verifier.url(), ""), credentials, CALL);

        var sent = JSON.readTree(Base64.getUrlDecoder().decode(question().vvpIdentity()));
        assertEquals(
                expected, sent.path("iat").asText() + "/" + sent.path("exp").asText("none"));
    }

    static Stream<Arguments> repeatsTheTimesOfTheCredentials() {
        var endless = Samples.jwt(Samples.JOSE, Samples.CLAIMS.replace("\"exp\"", "\"x\""));
        return Stream.of(
                argumentSet("unchanged", Samples.vvpIdentity(KID, EVD, ",\"iat\":1,\"exp\":2"), JWT, "1/2"),
                argumentSet("exp filled in", Samples.vvpIdentity(KID, EVD, ",\"iat\":1"), JWT, "1/" + (IAT + 300)),
                argumentSet("iat filled in", Samples.vvpIdentity(KID, EVD, ",\"exp\":2"), JWT, IAT + "/2"),
                argumentSet("exp nowhere", Samples.vvpIdentity(KID, EVD, ",\"iat\":1"), endless, "1/none"));
    }

    @Test
    void doesNotFollowRedirects() throws Exception {
        verifier.redirects(307, verifier.url() + "/elsewhere");

        assertEquals(http("HTTP_307"), ask(""));
        assertEquals(1, verifier.questions().size());
    }

    @Test
    void takesAnswersUpToTheLimit() throws Exception {
        verifier.answers(200, VALID + " ".repeat(2048 - VALID.length()));

        assertEquals(Status.VALID, ask("max-response-size = 2 KiB").status());
    }

    @Test
    void givesUpOnTooLargeAnswers() throws Exception {
        verifier.answers(200, VALID + " ".repeat(2049 - VALID.length()));

        assertEquals(Verification.error(NoVerdict.VERIFIER_ERROR), ask("max-response-size = 2 KiB"));
        assertEquals(1, verifier.questions().size());
    }

    @Test
    void reportsAnUnreachableVerifier() throws Exception {
        try (var nobody = new Socket()) { // keeps the port and does not listen
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertEquals(
                    Verification.error(NoVerdict.VERIFIER_UNREACHABLE),
                    Samples.ask(verifier("http://127.0.0.1:" + nobody.getLocalPort(), "")));
        }
    }

    private Question question() {
        return verifier.questions().get(0);
    }

    private Verification ask(String settings) {
        return Samples.ask(verifier(verifier.url(), settings));
    }

    private static HttpVerifier verifier(String url, String settings) {
        var http = config("timeout = 1m, url = \"" + url + "\"\n" + settings).http();
        return new HttpVerifier(http.orElseThrow(), SHARED);
    }

    private static Verification http(String rawError) {
        return Verification.error(NoVerdict.VERIFIER_ERROR, rawError);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
