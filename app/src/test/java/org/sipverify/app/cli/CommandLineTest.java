package org.sipverify.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.Ran;
import org.sipverify.app.call.FakeCall;
import org.sipverify.testkit.FreePort;

class CommandLineTest {
    private static final String CONF = "../conf/sip-verify.conf";

    @TempDir
    private Path directory;

    private Path bare;
    private Path signed;
    private Path verdict;
    private String out;
    private String err;

    @BeforeEach
    void write() throws Exception {
        var invite = """
                INVITE sip:+14155551234@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-1
                From: <sip:+15551234567@127.0.0.1>;tag=1
                To: <sip:+14155551234@127.0.0.1>
                Call-ID: call-1
                CSeq: 1 INVITE
                """;
        var identity =
                FakeCall.withCredentials().invite().headers().first("Identity").orElseThrow();
        bare = Files.writeString(directory.resolve("bare.sip"), invite);
        signed = Files.writeString(directory.resolve("signed.sip"), invite + "Identity: " + identity + "\n");
        verdict = Files.writeString(directory.resolve("verdict.json"), """
                {"overall_status": "INVALID", "claims": null, "brand_name": "Not proved",
                 "errors": [{"code": "CREDENTIAL_REVOKED", "message": "revoked", "recoverable": false}]}""");
    }

    @Test
    void checkPrintsWhatIsInForce() {
        assertEquals(0, run("check", "--config", CONF, "-Dverifier.api-key=s3cret"));

        assertTrue(out.contains("sip.port = 5061  # "), out);
        assertTrue(out.contains("verifier.api-key = [redacted]  # -Dverifier.api-key"), out);
        assertTrue(out.contains("policy.conf: mode enforce, 0 rules"), out);
        assertTrue(out.endsWith("ok\n"), out);
    }

    @Test
    void checkWarnsOfUnknownKeys() {
        assertEquals(0, run("check", "--config", CONF, "-Dsip.prot=1"));

        assertTrue(err.contains("warning: -Dsip.prot: unknown key sip.prot is ignored"), err);
    }

    @Test
    void checkRefusesABrokenPolicyWithFileAndLine() throws Exception {
        var policy =
                Files.writeString(directory.resolve("own.conf"), "mode = enforce\nrules = [ { actoin = reject } ]\n");

        assertEquals(2, run("check", "--config", CONF, "-Dpolicy.path=" + policy));

        assertTrue(err.contains("own.conf: 2"), err);
    }

    @Test
    void decideExplainsACallWithoutHeaders() {
        assertEquals(0, run("decide", "--config", CONF, "--invite", bare.toString()));

        assertTrue(out.contains("none: +15551234567 calls +14155551234 from 127.0.0.1"), out);
        assertTrue(out.contains("section 'on-none'"), out);
        assertTrue(out.contains("SIP/2.0 400 Bad Request"), out);
        assertTrue(out.contains("X-VVP-Error: Missing VVP verification headers"), out);
    }

    @Test
    void decidePlaysEveryVerdictThrough() {
        assertEquals(0, run("decide", "--config", CONF, "--invite", signed.toString()));

        for (var outcome : List.of("valid:", "invalid:", "indeterminate:", "error:")) {
            assertTrue(out.contains(outcome), outcome + " is missing in " + out);
        }
    }

    @Test
    void decideReadsAVerdict() {
        var recipe = "../conf/policies/fail-closed.conf";

        assertEquals(
                0,
                run(
                        "decide",
                        "--config",
                        CONF,
                        "--policy",
                        recipe,
                        "--invite",
                        signed.toString(),
                        "--verdict",
                        verdict.toString()));

        assertTrue(out.contains("X-VVP-Error: CREDENTIAL_REVOKED"), out);
        assertTrue(out.contains("X-VVP-Status: INVALID"), out);
        assertTrue(!out.contains("Not proved"), out);
    }

    @Test
    void decidePassesOverALineOfTimeAndAddresses() throws Exception {
        var heading = "2026/11/20 10:00:00.123456 192.0.2.7:5060 -> 192.0.2.1:5061\n";
        var captured = Files.writeString(directory.resolve("captured.sip"), heading + Files.readString(bare));

        assertEquals(0, run("decide", "--config", CONF, "--invite", captured.toString()));

        assertTrue(out.contains("SIP/2.0 "), out);
    }

    @Test
    void checkTakesTheVariablesOfAnEnvironmentFile() throws Exception {
        var file = Files.writeString(directory.resolve("env"), "VVP_SIP_VERIFY_PORT=\"5071\" \nVVP_LOG_LEVLE=DEBUG\n");

        assertEquals(0, run("check", "--config", CONF, "--environment-file", file.toString()));

        assertTrue(out.contains("sip.port = \"5071\"  # environment variable VVP_SIP_VERIFY_PORT"), out);
        assertTrue(err.contains("VVP_LOG_LEVLE is unknown and ignored; did you mean VVP_LOG_LEVEL?"), err);
    }

    /** Files come from others too: what they hold neither clears the screen nor turns the reading direction. */
    @Test
    void noCommandPrintsAnInvisibleCharacter() throws Exception {
        var shipped = Files.readString(Path.of("../conf/policy.conf"));
        var rules = "\nrules += { name = \"own\\u202E\", when { source = [\"127.0.0.1\"] }, action = reject,"
                + " reason-code = 603, reason-phrase = Decline }\n";
        var policy = Files.writeString(directory.resolve("own.conf"), shipped + rules);
        var broken = Files.writeString(directory.resolve("broken.conf"), "\"mo\u202ede\" = enforce\n");

        assertEquals(0, run("check", "--config", CONF, "-Dpolicy.path=" + policy));
        assertTrue(out.contains("1 rules [own\\u202e]"), out);
        assertEquals(0, run("decide", "--config", CONF, "--policy", policy.toString(), "--invite", bare.toString()));
        assertTrue(out.contains("'own\\u202e'"), out);
        assertEquals(2, run("check", "--config", CONF, "-Dpolicy.path=" + broken));
        assertTrue(err.contains("mo\\u202ede"), err);
    }

    @Test
    void completionIsGenerated() {
        assertEquals(0, run("generate-completion"));

        assertTrue(out.contains("complete") && out.contains("decide"), out);
    }

    @ParameterizedTest
    @MethodSource
    void mistakesAreTold(List<String> arguments, int code, String complaint) {
        assertEquals(code, run(arguments.toArray(String[]::new)), err);

        assertTrue(err.contains(complaint), err);
        assertTrue(!err.contains("\tat "), "a stack is no answer: " + err);
    }

    static Stream<Arguments> mistakesAreTold() throws IOException {
        var nobody = "127.0.0.1:" + FreePort.next();
        return Stream.of(
                argumentSet("no such command", List.of("swim"), 2, "swim"),
                argumentSet(
                        "no help on what is not there", List.of("help", "vcon", "swim"), 2, "no such command: swim"),
                argumentSet("no such option", List.of("check", "--colour"), 2, "--colour"),
                argumentSet("no such file", List.of("check", "--config", "none.conf"), 2, "none.conf"),
                argumentSet("no INVITE", List.of("decide", "--invite", "none.sip"), 1, "none.sip: does not exist"),
                argumentSet("no such call", List.of("call", "maybe"), 2, "must be valid, invalid, expired, none"),
                argumentSet("no server", List.of("call", "none", "--server", "he re"), 2, "HOST:PORT"),
                argumentSet("a user without a password", List.of("call", "none", "--user", "a"), 2, "go together"),
                argumentSet(
                        "no file with a password",
                        List.of("call", "none", "--user", "a", "--password-file", "nowhere"),
                        2,
                        "--password-file: cannot be read"),
                argumentSet(
                        "two transports",
                        List.of("call", "none", "--server", "sips:127.0.0.1", "--transport", "udp"),
                        2,
                        "sips cannot be used over UDP"),
                argumentSet(
                        "no authorities",
                        List.of("call", "none", "--server", "sips:127.0.0.1:9", "--ca", "none.pem"),
                        2,
                        "--ca: none.pem"),
                argumentSet(
                        "no DNS server",
                        List.of("call", "none", "--server", "example.com", "-Dsip.dns.servers=[\"here\"]"),
                        2,
                        "sip.dns.servers"),
                argumentSet(
                        "no time to connect",
                        List.of("check", "--config", CONF, "-Dsip.tcp.connect-timeout=0"),
                        2,
                        "sip.tcp.connect-timeout"),
                argumentSet(
                        "nobody answers",
                        List.of("call", "none", "--server", nobody, "--timeout", "60", "--transport", "tcp"),
                        1,
                        "refused"),
                argumentSet(
                        "closed UDP port",
                        List.of("call", "none", "--server", nobody, "--timeout", "60"),
                        1,
                        "udp " + nobody + ": no server listens there"),
                argumentSet(
                        "too large for UDP",
                        List.of("call", "none", "--transport", "udp", "--to", "1".repeat(900)),
                        1,
                        "too large for UDP"),
                argumentSet(
                        "not an INVITE",
                        List.of("decide", "--config", CONF, "--invite", CONF),
                        2,
                        "is not a SIP INVITE"));
    }

    private int run(String... arguments) {
        var ran = Ran.command(arguments);
        out = ran.out();
        err = ran.err();
        return ran.code();
    }
}
