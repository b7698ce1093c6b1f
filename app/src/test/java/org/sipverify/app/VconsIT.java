package org.sipverify.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** sipp calls the packaged server with credentials in every place, and each call leaves a sound vCon without them. */
class VconsIT {
    private static final Path SCHEMAS =
            Path.of(System.getenv().getOrDefault("SIP_VERIFY_VECTORS", "../../shared/vectors"), "vcon", "schema");
    private static final String SECRET = "c2VjcmV0LW9mLXRoaXMtdGVzdA";
    private static final String CREDENTIALS = """
            Authorization: Digest username="bob", response="%1$s"
            Proxy-Authorization: Digest username="bob", response="%1$s"
            Route: <sip:bob:%1$s@127.0.0.1;lr>
            X-Some-API-Key: %1$s
            """.formatted(SECRET);
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
            """.formatted(SECRET);

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
                "vcon.directory=" + directory.resolve("vcons"),
                "vcon.name=sip.example");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        verifier.close();
    }

    @ParameterizedTest
    @MethodSource
    void everyCallLeavesASoundVcon(String scenario, int status, String headers, int delay, String outcome)
            throws Exception {
        verifier.answers(200, VerifierStandIn.VALID, delay);
        var before = vcons().size();

        var result = new Sipp(directory, scenario)
                .expecting(302, status)
                .sending("[headers]Contact", CREDENTIALS + "[headers]Contact")
                .sending(
                        "Content-Length: 0\n\n]]>\n  </send>\n  <recv response=\"100\"",
                        SDP + "]]>\n  </send>\n  <recv response=\"100\"")
                .headers(headers)
                .run(server.sipPort);

        assertEquals(0, result.exitCode(), result.screen() + result.messages());
        Program.until(Duration.ofSeconds(10), () -> vcons().size() > before);
        var vcon = vcons().get(before);
        assertEquals(outcome, vcon.at("/analysis/0/body/outcome").asText());
        assertEquals(
                "[\"API-Key\",\"Authorization\",\"Proxy-Authorization\"]",
                vcon.at("/analysis/0/body/removed/headers").toString());
        assertEquals(
                "[\"a=crypto\",\"a=ice-pwd\",\"k=\"]",
                vcon.at("/analysis/0/body/removed/sdp").toString());
        assertEquals(List.of(), filesWith(SECRET));
        check(vcon);
    }

    static Stream<Arguments> everyCallLeavesASoundVcon() {
        var signed = CallsIT.signed();
        return Stream.of(
                argumentSet("redirected", "invite", 302, signed, 0, "redirected"),
                argumentSet("rejected", "invite", 400, "", 0, "rejected"),
                argumentSet("malformed", "invite", 400, "Identity: <abc", 0, "rejected"),
                argumentSet("cancelled", "cancel", 302, signed, 1500, "cancelled"));
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
                Integer.toString(Ports.free()),
                "--http",
                Integer.toString(Ports.free()),
                "--server",
                PackagedServer.HOME.resolve("bin/sip-verify").toString());

        try (var program = Program.start(directory, Map.of(), crash)) {
            assertEquals(0, program.await(Duration.ofMinutes(4)), program.text());
        }
    }

    private static void check(JsonNode vcon) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SCHEMAS), () -> "no vCon schemas in " + SCHEMAS);
        for (var core : List.of("vcon-core-03.schema.json", "vcon-core-04.reconstructed.schema.json")) {
            var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Files.readString(SCHEMAS.resolve(core)), InputFormat.JSON)
                    .validate(
                            vcon.toString(),
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
            assertEquals(List.of(), errors, vcon.toString());
        }
    }

    /** In the order the calls came: their uuids begin with the time. */
    private static List<JsonNode> vcons() {
        return files().filter(file -> file.toString().endsWith(".vcon"))
                .sorted()
                .map(file -> {
                    try {
                        return new ObjectMapper().readTree(file.toFile());
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static List<Path> filesWith(String secret) {
        return files().filter(file -> {
                    try {
                        return new String(Files.readAllBytes(file), ISO_8859_1).contains(secret);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static Stream<Path> files() {
        var vcons = directory.resolve("vcons");
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(vcons, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE; // a draft has got its name meanwhile
                }
            });
            return found.stream().filter(file -> !file.toString().endsWith(".tmp"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
