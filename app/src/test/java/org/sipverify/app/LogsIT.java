package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.VerifierStandIn;

/** What the packaged server writes of the words of others. */
class LogsIT {
    private static final String OWN_CONFIG = """
            <Configuration shutdownHook="disable">
              <Appenders>
                <Console name="console"><PatternLayout pattern="%p %m %X%n%ex"/></Console>
                <File name="audit" fileName="${sys:sipverify.audit.file}"><PatternLayout pattern="%m%n"/></File>
              </Appenders>
              <Loggers>
                <Logger name="audit" level="INFO" additivity="false"><AppenderRef ref="audit"/></Logger>
                <Root level="INFO"><AppenderRef ref="console"/></Root>
              </Loggers>
            </Configuration>
            """;

    @TempDir
    private Path directory;

    /** Such a brand name can be proved; what an operator reads of it must not turn the rest of the line. */
    @ParameterizedTest
    @MethodSource
    void aBrandTurnsNoReadingDirection(String config) throws Exception {
        var audit = directory.resolve("audit.jsonl");
        var file = config.isEmpty() ? "" : Files.writeString(directory.resolve("own.xml"), config);
        try (var verifier = new VerifierStandIn();
                var server = PackagedServer.start(
                        directory,
                        "verifier.url=" + verifier.url(),
                        "verifier.timeout=60s",
                        "log.config=" + file,
                        "audit.file=" + audit)) {
            verifier.answers(200, VerifierStandIn.VALID.replace("ACME Corporation", "ACME \\u202egpj.exe\\u2066"));

            var result = new Sipp(directory, "invite").headers(CallsIT.signed()).run(server.sipPort);

            assertEquals(0, result.exitCode(), result.screen());
            server.program.awaitText("brand=ACME \\u202egpj.exe\\u2066, decision=redirect");
            Eventually.isTrue(() -> read(audit).endsWith("\n"));
            assertTrue(read(audit).contains("\"brand\":\"ACME \\u202egpj.exe\\u2066\""), read(audit));
            assertFalse((server.program.text() + read(audit)).contains("\u202e"));
        }
    }

    static Stream<Arguments> aBrandTurnsNoReadingDirection() {
        return Stream.of(
                argumentSet("the log configuration that is shipped", ""),
                argumentSet("an operator's, which escapes nothing", OWN_CONFIG));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
