package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.testkit.VerifierStandIn;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;

/** sipp calls the packaged server with credentials in every place, and each call leaves a sound vCon without them. */
class VconsIT {
    private static final String ROUTE = "Route: <sip:bob:" + Sipp.SECRET + "@127.0.0.1;lr>\n";
    private static final String SDP = """
            Content-Type: application/sdp
            Content-Length: [len]

            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 9 RTP/SAVP 0
            k=base64:%1$s
            a=ice-pwd:%1$s
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:%1$s|2^20|1:4
            """.formatted(Sipp.SECRET);

    @TempDir
    private static Path directory;

    private static VerifierStandIn verifier;
    private static PackagedServer server;

    @BeforeAll
    static void start() throws Exception {
        verifier = new VerifierStandIn();
        server = PackagedServer.start(directory, "verifier.url=" + verifier.url(), "vcon.name=sip.example");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        verifier.close();
    }

    @ParameterizedTest
    @MethodSource
    void everyCallLeavesASoundVcon(String scenario, int status, String headers, String outcome) throws Exception {
        if (outcome.equals("cancelled")) {
            verifier.holds();
        }

        var result = new Sipp(directory, scenario)
                .expecting(302, status)
                .sending("[headers]Contact", ROUTE + "[headers]Contact")
                .sending(
                        "Content-Length: 0\n\n]]>\n  </send>\n  <recv response=\"100\"",
                        SDP + "]]>\n  </send>\n  <recv response=\"100\"")
                .headers(headers)
                .run(server.sipPort);

        assertEquals(0, result.exitCode(), result.screen() + result.messages());
        var vcon = server.vcon(result.callId());
        assertEquals(outcome, vcon.at("/analysis/0/body/outcome").asText());
        assertEquals(
                "[\"API-Key\",\"Authorization\",\"Proxy-Authorization\"]",
                vcon.at("/analysis/0/body/removed/headers").toString());
        assertEquals(
                "[\"a=crypto\",\"a=ice-pwd\",\"k=\"]",
                vcon.at("/analysis/0/body/removed/sdp").toString());
        assertEquals(List.of(), VconAssertions.withCredentials(VconAssertions.files(server.vcons)));
    }

    static Stream<Arguments> everyCallLeavesASoundVcon() {
        var signed = CallsIT.signed();
        return Stream.of(
                argumentSet("redirected", "invite", 302, signed, "redirected"),
                argumentSet("rejected", "invite", 400, "", "rejected"),
                argumentSet("malformed", "invite", 400, "Identity: <abc", "rejected"),
                argumentSet("cancelled", "cancel", 302, signed, "cancelled"));
    }

    /** With a password in what the verifier says, which quotes what the caller sent. */
    @Test
    void whyACallIsInvalidStandsInItsVcon() throws Exception {
        verifier.answers(200, """
                {"request_id":"r-2","overall_status":"INVALID",
                 "claims":[{"name":"caller_authorized","status":"INVALID","reasons":["dossier is gone"],"evidence":[],
                  "children":[{"required":true,"node":{"name":"dossier_verified","status":"INVALID"}}]}],
                 "errors":[{"code":"DOSSIER_PARSE_FAILED","message":"cannot fetch https://a:%s@h/d","recoverable":false}]}
                """.formatted(Sipp.SECRET));

        var result = new Sipp(directory, "invite").headers(CallsIT.signed()).run(server.sipPort);
        verifier.answers(200, VerifierStandIn.VALID);

        assertEquals(
                "redirected",
                server.vcon(result.callId()).at("/analysis/0/body/outcome").asText());
        var shown =
                Ran.command("vcon", "show", server.vcons.toString(), "--call-id", result.callId(), "--width", "200");
        assertTrue(shown.out().contains("message cannot fetch https://a:xxx"), shown.out());
        assertTrue(shown.out().contains("  claim         caller_authorized INVALID\n"), shown.out());
        assertTrue(shown.out().contains("  claim           because dossier is gone\n"), shown.out());
        assertTrue(shown.out().contains("  claim           dossier_verified INVALID\n"), shown.out());
        assertEquals(0, Ran.command("vcon", "validate", server.vcons.toString()).code());
        assertEquals(List.of(), VconAssertions.withCredentials(VconAssertions.files(server.vcons)));
    }

    /** scripts/vcon-crash does the same with ten times the calls. */
    @Test
    void noCallThatWasAnsweredIsForgottenWhenTheServerIsKilled() throws Exception {
        var crash = List.of(
                Path.of("../scripts/vcon-crash").toAbsolutePath().toString(),
                "--calls",
                "1000",
                "--kills",
                "3",
                "--port",
                Integer.toString(FreePort.next()),
                "--http",
                Integer.toString(FreePort.next()),
                "--dir",
                directory.resolve("crash").toString(),
                "--server",
                PackagedServer.HOME.resolve("bin/sip-verify").toString());

        try (var program = Program.start(directory, Map.of(), crash)) {
            assertEquals(0, program.await(Duration.ofMinutes(10)), program.text());
        }
        assertTrue(VconAssertions.of("VconsIT", Validation.with(ExternalFiles.NONE, List.of())::judge)
                        .keep(directory.resolve("crash/vcons"))
                > 0);
    }
}
