package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.VerifierStandIn;

/** What an operator sees of the packaged server: start, stop, reload, and each kind of mistake. */
class OperationsIT {
    @TempDir
    private Path directory;

    @Test
    void startsServesAndEndsWithZero() throws Exception {
        try (var server = PackagedServer.start(directory, "sip.transport=both")) {
            assertTrue(server.ready.contains("udp 127.0.0.1:" + server.sipPort), server.ready);
            assertTrue(server.ready.contains("tcp 127.0.0.1:" + server.sipPort), server.ready);
            assertTrue(server.get("/health").startsWith("{\"status\":\"healthy\""), server.get("/health"));

            assertEquals(0, server.stop());
            report(server.ready);
        }
    }

    /** The launcher takes the newest JDK; the tests themselves run on the one that is asked for here. */
    @Test
    void javaHomeWins() throws Exception {
        var environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        try (var server = PackagedServer.start(directory, environment, List.of())) {
            assertTrue(server.ready.endsWith("JDK " + Runtime.version()), server.ready);
            assertEquals(400, place(server, 400).status());
        }
    }

    /** Start-up and memory, for people to read; machines differ too much to judge by it. */
    @Test
    void tellsWhatItTakes() throws Exception {
        try (var server = PackagedServer.start(directory)) {
            TimeUnit.SECONDS.sleep(2);

            var kilobytes = server.program.residentKilobytes();

            report("idle: %d MB resident; %s".formatted(kilobytes / 1024, server.ready));
            assertTrue(kilobytes > 0);
        }
    }

    @Test
    void sigtermLetsTheCallInHandFinish() throws Exception {
        try (var verifier = new VerifierStandIn();
                var server = PackagedServer.start(
                        directory,
                        "verifier.url=" + verifier.url(),
                        "verifier.timeout=120s",
                        "shutdown.drain-timeout=120s")) {
            verifier.holds();
            var early = new Sipp(directory, "invite").headers(CallsIT.signed());
            try (var caller = early.calling(server.sipPort)) {
                verifier.awaitAsked();

                server.program.signal("TERM");
                server.program.awaitText("draining: 1 calls in hand");
                var late = new Sipp(directory, "options")
                        .expecting(200, 503)
                        .headers("")
                        .run(server.sipPort);
                verifier.release();

                assertEquals(0, late.exitCode(), late.screen() + late.messages());
                assertTrue(!late.header("Retry-After").isEmpty());
                assertEquals("VALID", early.result(caller.await(), caller).header("X-VVP-Status"));
                assertEquals(0, server.program.await());
            }
        }
    }

    @ParameterizedTest
    @MethodSource
    void aMistakeAtTheStartIsToldAndEndsIt(String text, List<String> complaints) throws Exception {
        Files.writeString(directory.resolve("policy.conf"), Files.readString(shipped("policy.conf")));
        Files.writeString(directory.resolve("broken.conf"), "mode = enforce\nrules = [\n  { action = allow }\n]\n");
        Files.writeString(directory.resolve("signers.conf"), "signers = [\n  { kid = nobody }\n]\n");
        var file = Files.writeString(directory.resolve("own.conf"), text);

        try (var program =
                PackagedServer.launch(directory, Map.of(), List.of("--config", file.toString()), List.of())) {
            assertEquals(2, program.await(), program.text());
            complaints.forEach(part -> assertTrue(program.text().contains(part), program.text()));
            assertFalse(program.text().contains("\tat "), "a stack is no answer");
        }
    }

    static Stream<Arguments> aMistakeAtTheStartIsToldAndEndsIt() {
        return Stream.of(
                argumentSet("broken policy", "policy.path = broken.conf", List.of("broken.conf: 3", "action")),
                argumentSet("missing policy", "policy.path = none.conf", List.of("none.conf")),
                argumentSet("broken signers", "verifier.signers-file = signers.conf", List.of("signers.conf: 2")),
                argumentSet("missing signers", "verifier.signers-file = none.conf", List.of("none.conf")),
                argumentSet("unreadable CA", "verifier.ca-file = none.pem", List.of("own.conf: 1", "none.pem")),
                argumentSet("no port", "\nsip.port = 99999", List.of("own.conf: 2", "1 to 65535")),
                argumentSet("no collector", "sip.hep.collector = homer", List.of("own.conf: 1", "host:port")),
                argumentSet("TLS without a key", "sip.tls.enabled = true", List.of("own.conf: 1", "sip.tls.cert-file")),
                argumentSet("no HOCON", "sip {", List.of("own.conf: 1")));
    }

    /** As root every file can be read, so the key of the demo is a directory here. */
    @Test
    void anUnreadableKeyFileIsTold() throws Exception {
        var demo = Files.createDirectory(directory.resolve("demo"));
        Files.createDirectory(demo.resolve("signer.pem"));

        try (var program = PackagedServer.launch(directory, Map.of(), List.of("--demo", demo.toString()), List.of())) {
            assertEquals(1, program.await(), program.text());
            assertTrue(program.text().contains("signer.pem"), program.text());
        }
    }

    @Test
    void aPortInUseIsTold() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            isTold("cannot listen on tcp 127.0.0.1:" + port, "sip.transport=tcp", "sip.port=" + port, "http.port=0");
            isTold("cannot listen on http", "sip.port=" + FreePort.next(), "http.port=" + port);
        }
    }

    private void isTold(String complaint, String... settings) throws Exception {
        var all = Stream.concat(Stream.of("sip.host=127.0.0.1"), Stream.of(settings));
        try (var program = PackagedServer.launch(directory, Map.of(), List.of(), all.toList())) {
            assertEquals(1, program.await(), program.text());
            assertTrue(program.text().contains(complaint), program.text());
        }
    }

    @Test
    void anUnknownKeyIsNamedInAWarning() throws Exception {
        try (var server = PackagedServer.start(directory, "sip.max-cals=5")) {
            server.program.awaitText("unknown key sip.max-cals is ignored; did you mean sip.max-calls?");
        }
    }

    @Test
    void aChangedPolicyTakesEffectAndABrokenOneDoesNot() throws Exception {
        var policy = directory.resolve("policy.conf");
        var shipped = Files.readString(shipped("policy.conf"));
        Files.writeString(policy, shipped);
        try (var server = PackagedServer.start(directory, "policy.path=" + policy, "policy.reload-interval=100ms")) {
            assertEquals(400, place(server, 400).status());

            replace(policy, shipped + "\non-none { action = reject, reason-code = 603, headers {} }\n");
            server.program.awaitText("is in force");
            assertEquals(603, place(server, 603).status());

            replace(policy, shipped + "\non-none { actoin = reject }\n");
            server.program.awaitText("the last good policy stays in force");
            assertTrue(server.program.text().contains("policy.conf: "), server.program.text());
            assertEquals(603, place(server, 603).status());
            assertEquals(1, server.metric("sipverify_reloads_total{file=\"policy\",result=\"refused\"}"));
        }
    }

    /** At once: a server that looks in between must not find half of it. */
    private void replace(Path file, String text) throws IOException {
        var next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whoeverHasNoPolicyIsServedByTheShippedOne() throws Exception {
        var file = Files.writeString(directory.resolve("own.conf"), "redirect.target = \"pbx.example\"\n");
        try (var server = PackagedServer.start(directory, Map.of(), List.of("--config", file.toString()))) {
            assertEquals("Missing VVP verification headers", place(server, 400).header("X-VVP-Error"));
        }
    }

    @Test
    void sighupReadsThePolicyAnew() throws Exception {
        Assumptions.assumeFalse(ignoresSighup(), "started under nohup: a program then never sees SIGHUP");
        try (var server = PackagedServer.start(directory, "policy.reload-interval=1h")) {
            server.program.signal("HUP");

            server.program.awaitText("is in force");
        }
    }

    /** What is asked for while a reading waits is served by it; what was asked for last is not forgotten. */
    @Test
    void aStormOfSighupsIsOneReadingASecond() throws Exception {
        Assumptions.assumeFalse(ignoresSighup(), "started under nohup: a program then never sees SIGHUP");
        var policy = directory.resolve("policy.conf");
        Files.writeString(policy, Files.readString(shipped("policy.conf")));
        try (var server = PackagedServer.start(directory, "policy.path=" + policy, "policy.reload-interval=1h")) {
            var began = System.nanoTime();
            for (var i = 0; i < 20; i++) {
                server.program.signal("HUP", 200);
            }
            var rule = "{ name = last, action = reject, reason-code = 603, reason-phrase = No }";
            Files.writeString(policy, "\nrules += " + rule + "\n", StandardOpenOption.APPEND);
            server.program.signal("HUP");
            server.program.awaitText("is in force: mode enforce, 1 rule\n");

            var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;
            var readings = server.program
                    .text()
                    .lines()
                    .filter(line -> line.contains("] policy ") && line.contains("is in force"))
                    .count();
            assertTrue(readings <= seconds + 1, readings + " readings in " + seconds + " s");
        }
    }

    @Test
    void aLogFileIsWrittenBesideTheOutput() throws Exception {
        var file = directory.resolve("sip-verify.log");
        try (var server = PackagedServer.start(directory, "log.file=" + file)) {
            place(server, 400);

            awaitIn(file, "status=NONE, brand=none, decision=reject");
        }
    }

    @Test
    void aCallLeavesAVcon() throws Exception {
        try (var server = PackagedServer.start(directory)) {
            place(server, 400);
            server.stop();

            try (var files = Files.walk(server.vcons)) {
                assertEquals(
                        1,
                        files.filter(file -> file.toString().endsWith(".vcon")).count());
            }
        }
    }

    private Sipp.Result place(PackagedServer server, int status) throws Exception {
        return new Sipp(directory, "invite").expecting(302, status).headers("").run(server.sipPort);
    }

    private static void awaitIn(Path file, String part) throws InterruptedException {
        Eventually.isTrue(() -> read(file).contains(part));
        assertTrue(read(file).contains(part), () -> read(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lowest bit of SigIgn is SIGHUP; what a program ignores its children ignore as well. */
    private static boolean ignoresSighup() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .anyMatch(line -> line.matches("SigIgn:\\s*[0-9a-f]+[13579bdf]"));
    }

    private static Path shipped(String name) {
        return PackagedServer.HOME.resolve("conf").resolve(name);
    }

    @SuppressWarnings("SystemOut") // the one place of the tests that is meant to be read
    private static void report(String line) {
        System.out.println(line);
    }
}
