package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.cli.vcon.KeptVcons;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.PemFiles;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.testkit.VerifierStandIn;
import org.sipverify.testkit.VerifierStandIn.Question;

/** Every environment variable of the service description, each in a server that was started with it. */
class EnvironmentIT {
    @TempDir
    private Path directory;

    private VerifierStandIn verifier;
    private int sipPort;
    private int httpPort;
    private Program program;
    private KeptVcons vcons;

    @BeforeEach
    void open() throws Exception {
        verifier = new VerifierStandIn();
        sipPort = FreePort.next();
        httpPort = FreePort.next();
        vcons = KeptVcons.ofThisTest();
    }

    @AfterEach
    void close() throws Exception {
        verifier.close();
        if (program != null) {
            vcons.check(program, List.of());
        }
    }

    @Test
    void hostPortTransportAndHttpPort() throws Exception {
        var ready = start(Map.of("VVP_SIP_TRANSPORT", "tcp"));

        assertEquals(
                List.of("tcp 127.0.0.1:" + sipPort, "http 127.0.0.1:" + httpPort),
                List.of(ready.replaceAll("^ready | after .*", "").split(", ", -1)));
    }

    @Test
    void httpHost() throws Exception {
        var ready = start(Map.of("VVP_STATUS_HTTP_HOST", "127.0.0.2"));

        assertTrue(ready.contains("http 127.0.0.2:" + httpPort), ready);
    }

    @ParameterizedTest
    @MethodSource
    void transports(String variable, String value, String listeners) throws Exception {
        var ready = start(Map.of(variable, value));

        assertTrue(ready.startsWith("ready " + listeners.replace("?", "127.0.0.1:" + sipPort)), ready);
    }

    static Stream<Arguments> transports() {
        return Stream.of(
                argumentSet("udp", "VVP_SIP_TRANSPORT", "udp", "udp ?, http"),
                argumentSet("both", "VVP_SIP_TRANSPORT", "both", "udp ?, tcp ?, http"),
                argumentSet("all", "VVP_SIP_TRANSPORT", "all", "udp ?, tcp ?, http"),
                argumentSet("the other name", "VVP_SIP_VERIFY_TRANSPORT", "tcp", "tcp ?, http"));
    }

    @Test
    void verifierUrlAndApiKeyAndRedirectTarget() throws Exception {
        start(Map.of(
                "VVP_VERIFIER_URL", verifier.url(),
                "VVP_VERIFIER_API_KEY", "s3cret",
                "VVP_REDIRECT_TARGET", "pbx.example:5080"));

        var result = call();

        assertEquals("VALID", result.header("X-VVP-Status"));
        assertEquals("<sip:+14155551234@pbx.example:5080>", result.header("Contact"));
        assertEquals(
                List.of(Optional.of("Bearer s3cret")),
                verifier.questions().stream().map(Question::authorization).toList());
        assertTrue(!program.text().contains("s3cret"), "a secret is no matter for the log");
    }

    @Test
    void verifierTimeoutAndFallbackStatus() throws Exception {
        verifier.holds();
        start(Map.of(
                "VVP_VERIFIER_URL", verifier.url(), "VVP_VERIFIER_TIMEOUT", "0.5", "VVP_FALLBACK_STATUS", "INVALID"));

        var result = call();

        assertEquals("INVALID", result.header("X-VVP-Status"));
        assertEquals("VERIFIER_TIMEOUT", result.header("X-VVP-Error"));
    }

    @Test
    void logLevel() throws Exception {
        start(Map.of("VVP_LOG_LEVEL", "WARNING", "VVP_VERIFIER_URL", verifier.url()));

        assertEquals("VALID", call().header("X-VVP-Status"));
        assertTrue(!program.text().contains("Verification complete"), program.text());
    }

    @Test
    void policyPath() throws Exception {
        var shipped = Files.readString(PackagedServer.HOME.resolve("conf/policy.conf"));
        var policy = Files.writeString(
                directory.resolve("own.conf"), shipped + "\non-valid { action = redirect, status = 307 }\n");
        start(Map.of("SIP_POLICY_CONFIG_PATH", policy.toString(), "VVP_VERIFIER_URL", verifier.url()));

        var result = new Sipp(directory, "invite")
                .expecting(302, 307)
                .headers(CallsIT.signed())
                .run(sipPort);

        assertEquals(307, result.status());
    }

    /** In which numbers have other digits. */
    @Test
    void theMachinesLanguageChangesNothing() throws Exception {
        var ready = start(Map.of(
                "SIP_VERIFY_JVM", "-Xmx512m -Duser.language=ar -Duser.country=EG", "VVP_VERIFIER_URL", verifier.url()));

        assertEquals("VALID", call().header("X-VVP-Status"));
        assertTrue(ready.matches("ready .* after [0-9]+ ms, .*"), ready);
        for (var file : VconAssertions.files(vcons.directory)) {
            assertTrue(file.toString().matches("\\p{ASCII}+"), file::toString);
        }
    }

    @Test
    void sipsPortAndFilesAreAccepted() throws Exception {
        var ready = start(Map.of(
                "VVP_SIPS_ENABLED", "false",
                "VVP_SIPS_PORT", "5062",
                "VVP_SIPS_CERT_FILE", "/etc/ssl/cert.pem",
                "VVP_SIPS_KEY_FILE", "/etc/ssl/key.pem"));

        assertTrue(ready.startsWith("ready"), ready);
        assertTrue(!program.text().contains("unknown key"), program.text());
    }

    @Test
    void sipsOpensATlsListener() throws Exception {
        var ca = new CertificateAuthority("ca");
        var pair = new PemFiles(directory).write("server", ca.issue("ip:127.0.0.1", "dns:localhost"));
        var port = FreePort.next();

        var ready = start(Map.of(
                "VVP_SIP_TRANSPORT", "all",
                "VVP_SIPS_ENABLED", "true",
                "VVP_SIPS_PORT", Integer.toString(port),
                "VVP_SIPS_CERT_FILE", pair.certificate().toString(),
                "VVP_SIPS_KEY_FILE", pair.key().toString()));

        assertTrue(ready.contains("udp 127.0.0.1:" + sipPort + ", tcp 127.0.0.1:" + sipPort), ready);
        assertTrue(ready.contains(", tls 127.0.0.1:" + port + ", http"), ready);
    }

    /** Rather than listen without it. */
    @Test
    void sipsWithoutACertificateIsRefused() throws Exception {
        program =
                PackagedServer.launch(directory, environment(Map.of("VVP_SIPS_ENABLED", "true")), List.of(), List.of());

        assertEquals(2, program.await());
        assertTrue(program.text().contains("environment variable VVP_SIPS_ENABLED: sip.tls.enabled: "), program.text());
        assertTrue(program.text().contains("name the file in sip.tls.cert-file"), program.text());
    }

    private Sipp.Result call() throws Exception {
        return new Sipp(directory, "invite").headers(CallsIT.signed()).run(sipPort);
    }

    private String start(Map<String, String> variables) throws Exception {
        var settings = List.of("vcon.directory=" + vcons.directory);
        program = PackagedServer.launch(directory, environment(variables), List.of(), settings);
        return PackagedServer.ready(program);
    }

    private Map<String, String> environment(Map<String, String> variables) {
        var all = new LinkedHashMap<>(variables);
        all.put("VVP_SIP_VERIFY_HOST", "127.0.0.1");
        all.put("VVP_SIP_VERIFY_PORT", Integer.toString(sipPort));
        all.put("VVP_STATUS_HTTP_PORT", Integer.toString(httpPort));
        all.putIfAbsent("VVP_VERIFIER_TIMEOUT", "60");
        return all;
    }
}
