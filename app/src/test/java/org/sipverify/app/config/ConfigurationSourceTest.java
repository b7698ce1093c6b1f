package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server starts with what was last good, wherever the mistake is; and a change of the file says what it changes. */
class ConfigurationSourceTest {
    private static final String GOOD =
            "sip.port = 5070\nredirect.target = \"pbx.example\"\nverifier.api-key = ${?KEY}\n";

    @TempDir
    private Path directory;

    private Path file;
    private LastGood kept;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(directory.resolve("own.conf"), GOOD);
        kept = LastGood.in(directory.resolve("kept"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                argumentSet("text that is no HOCON", "sip {", Map.of(), "own.conf: 1: "),
                argumentSet("a value out of range", "sip.port = 99999", Map.of(), "sip.port"),
                argumentSet(
                        "an environment variable", GOOD, Map.of("VVP_SIP_VERIFY_PORT", "five"), "VVP_SIP_VERIFY_PORT"),
                argumentSet("a substitution of nothing", "redirect.target = ${nothing}", Map.of(), "nothing"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void theLastGoodOneTakesThePlaceOfAMistake(String text, Map<String, String> variables, String named)
            throws IOException {
        keep(Map.of("KEY", "secret"));
        Files.writeString(file, text);

        var first = FirstReading.of(source(Map.of(), variables), kept);

        assertTrue(
                first.problem().orElseThrow().contains(named), first.problem().toString());
        var settings = first.value().settings();
        assertEquals(5070, settings.sip().server().listening().port());
        assertEquals("pbx.example", settings.redirection().target().toString());
        assertEquals("secret", first.value().configuration().settings().getString("verifier.api-key"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void withoutACopyAMistakeIsOne(String text, Map<String, String> variables, String named) throws IOException {
        Files.writeString(file, text);

        var mistake = assertThrows(ConfigException.class, () -> FirstReading.of(source(Map.of(), variables), kept));

        assertTrue(mistake.getMessage().contains(named), mistake.getMessage());
    }

    @Test
    void aMistakeOnTheCommandLineIsNeverPassedOver() {
        keep(Map.of());

        assertThrows(ConfigException.class, () -> FirstReading.of(source(Map.of("sip.port", "x"), Map.of()), kept));
    }

    @Test
    void theCommandLineGoesBeforeTheLastGoodOne() throws IOException {
        keep(Map.of());
        Files.writeString(file, "sip {");

        var first = FirstReading.of(source(Map.of("sip.port", "5099"), Map.of()), kept);

        assertEquals(5099, first.value().settings().sip().server().listening().port());
    }

    @Test
    void aFileOfTlsThatIsGoneLeavesTheOtherTransports() throws IOException {
        var tls = "sip.tls { enabled = true, cert-file = \"no.pem\", key-file = \"no.key\" }\n";
        Files.writeString(file, GOOD + tls);
        var before = Configuration.load(Optional.of(file), Map.of(), Environment.of(Map.of()));
        kept.keep("configuration", new Kept(Map.of("settings", before.own())));

        var first = FirstReading.of(source(Map.of(), Map.of()), kept);

        assertTrue(
                first.problem().orElseThrow().contains("no.pem"),
                first.problem().toString());
        assertFalse(first.value().settings().sip().server().listening().tls().isPresent());
    }

    @Test
    void aCertificateOfHttpThatIsUnusableLeavesTheCallsServed() throws IOException {
        Files.writeString(file, GOOD + "http.tls { cert-file = \"no.pem\", key-file = \"no.key\" }\n");
        var before = Configuration.load(Optional.of(file), Map.of(), Environment.of(Map.of()));
        kept.keep("configuration", new Kept(Map.of("settings", before.own())));

        var first = FirstReading.of(source(Map.of(), Map.of()), kept);

        assertTrue(
                first.problem().orElseThrow().contains("no.pem")
                        || first.problem().orElseThrow().contains("no.key"),
                first.problem().toString());
        assertTrue(first.value().settings().ops().http().isEmpty());
    }

    @Test
    void aVerifiersKeyThatIsGoneLeavesTheVerifierWithoutOne() throws IOException {
        var key = Files.writeString(directory.resolve("verifier.key"), "k-1");
        Files.writeString(
                file, GOOD + "verifier { url = \"http://v.example\", api-key = \"\", api-key-file = verifier.key }\n");
        keep(Map.of("KEY", "secret"));
        Files.delete(key);

        var first = FirstReading.of(source(Map.of(), Map.of("KEY", "secret")), kept);

        assertTrue(
                first.problem().orElseThrow().contains("verifier.key: does not exist"),
                first.problem().toString());
        var http = first.value().settings().verification().config().http().orElseThrow();
        assertFalse(http.apiKey().isPresent());
    }

    @Test
    void aKeyThatChangesIsNoticed() throws IOException {
        var key = Files.writeString(directory.resolve("verifier.key"), "k-1");
        Files.writeString(file, "verifier { url = \"http://v.example\", api-key-file = verifier.key }");
        var read = new ReloadableFile<>(source(Map.of(), Map.of()), kept, (name, kept) -> {});

        Files.writeString(key, "k-22");
        read.reloadIfChanged();

        assertEquals(
                "k-22",
                read.get()
                        .settings()
                        .verification()
                        .config()
                        .http()
                        .orElseThrow()
                        .apiKey()
                        .value()
                        .value());
    }

    @Test
    void whatTakesARestartIsSaid() throws IOException {
        var before = Configuration.load(Optional.of(file), Map.of(), Environment.of(Map.of()));
        Files.writeString(
                file,
                "sip { port = 5071, admission.allow = [\"192.0.2.0/24\"] }\nredirect.target = other\nlog.file = \"a.log\"\n");
        var now = Configuration.load(Optional.of(file), Map.of(), Environment.of(Map.of()));

        assertEquals(
                new ConfigChange(List.of("redirect.target", "sip.admission.allow"), List.of("log.file", "sip.port")),
                ConfigChange.between(before, now));
    }

    private void keep(Map<String, String> variables) {
        var first = FirstReading.of(source(Map.of(), variables), kept);
        kept.keep("configuration", first.kept());
    }

    private ConfigurationSource source(Map<String, String> options, Map<String, String> variables) {
        return new ConfigurationSource(Optional.of(file), directory, options, Environment.of(variables), it -> it);
    }
}
