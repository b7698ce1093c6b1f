package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
    private static final Path NO_PEM = Path.of("../LICENSE").toAbsolutePath();
    private static final Path SHIPPED = Path.of("../conf/sip-verify.conf");

    @TempDir
    private Path directory;

    @Test
    void theShippedFileIsSound() {
        var configuration = Configuration.load(Optional.of(SHIPPED), Map.of());

        var settings =
                Settings.from(configuration.settings(), SHIPPED.toAbsolutePath().getParent());

        assertEquals(List.of(), configuration.unknownKeys());
        assertEquals(5061, settings.sip().server().listening().port());
        assertTrue(
                Files.isRegularFile(settings.policy().path()),
                settings.policy().path().toString());
    }

    @Test
    void optionsGoBeforeTheFileAndTheFileBeforeTheDefaults() throws Exception {
        var file = write("sip { port = 5070, host = \"127.0.0.1\" }");

        var settings = Configuration.load(Optional.of(file), Map.of("sip.port", "5080"))
                .settings();

        assertEquals(5080, settings.getInt("sip.port"));
        assertEquals("127.0.0.1", settings.getString("sip.host"));
        assertEquals(2000, settings.getInt("sip.max-calls"));
    }

    @Test
    void anOptionMayHoldAnything() {
        var options = Map.of("redirect.target", "sip:[::1]:5060", "sip.max-calls", "7");

        var settings = Configuration.load(Optional.empty(), options).settings();

        assertEquals("sip:[::1]:5060", settings.getString("redirect.target"));
        assertEquals(7, settings.getInt("sip.max-calls"));
    }

    @Test
    void unknownKeysAreNamedWithTheirLineAndTheKeyThatMayBeMeant() throws Exception {
        var file = write("sip {\n  prot = 5070\n}\nverifier.colour = red\n");

        var warnings = Configuration.load(Optional.of(file), Map.of()).unknownKeys();

        assertEquals(2, warnings.size(), warnings.toString());
        assertTrue(
                warnings.get(0).endsWith("own.conf: 2: unknown key sip.prot is ignored; did you mean sip.port?"),
                warnings.get(0));
        assertTrue(warnings.get(1).endsWith("own.conf: 4: unknown key verifier.colour is ignored"), warnings.get(1));
    }

    @Test
    void anEntryOfAListIsKnownByItsPlace() {
        var options = Map.of("sip.admission.allow.0", "192.0.2.1", "sip.max-calls.0", "7");

        var configuration = Configuration.load(Optional.empty(), options);

        assertEquals(
                List.of("-Dsip.max-calls.0: unknown key sip.max-calls.0 is ignored; did you mean sip.max-calls?"),
                configuration.unknownKeys());
        assertEquals(List.of("192.0.2.1"), configuration.settings().getStringList("sip.admission.allow"));
    }

    @Test
    void namesOfCallersAreTheOperators() throws Exception {
        var file = write("callers { acme { networks = [\"192.0.2.1\"], polcy = a } }\n");

        var warnings = Configuration.load(Optional.of(file), Map.of()).unknownKeys();

        assertEquals(List.of(file + ": 1: unknown key callers.acme.polcy is ignored; did you mean policy?"), warnings);
    }

    @Test
    void unknownKeysDoNotKeepTheServerFromStarting() throws Exception {
        var file = write("sip.prot = 5070\nverifier.colour = red\n");

        var configuration = Configuration.load(Optional.of(file), Map.of());

        assertEquals(
                5061,
                Settings.from(configuration.settings(), directory)
                        .sip()
                        .server()
                        .listening()
                        .port());
    }

    @Test
    void whatIsInForceIsShownWithItsOriginAndWithoutSecrets() throws Exception {
        var file = write("""
                verifier.api-key = "s3cret"
                sip.port = 5070
                sip.hep.auth-key = "s3cret too"
                sip.credentials = [{ host = a.example, user = u, password = s3cret }]
                """);

        var lines =
                Configuration.load(Optional.of(file), Map.of("http.port", "0")).effective();

        assertTrue(lines.stream().noneMatch(line -> line.contains("s3cret")), lines.toString());
        assertTrue(lines.contains("verifier.api-key = [redacted]  # " + file + ": 1"), lines.toString());
        assertTrue(lines.contains("sip.hep.auth-key = [redacted]  # " + file + ": 3"), lines.toString());
        assertTrue(lines.contains("http.port = \"0\"  # -Dhttp.port"), lines.toString());
        assertTrue(lines.contains("sip.max-calls = 2000  # default"), lines.toString());
    }

    @Test
    void secretsOfEndpointsAreNotShownEither() throws Exception {
        var file =
                write("vcon.delivery.endpoints = [{ name = a, token = s3cret, secret = \"s3cret too\", url = u }]\n");

        var lines = Configuration.load(Optional.of(file), Map.of()).effective();

        assertTrue(lines.stream().noneMatch(line -> line.contains("s3cret")), lines.toString());
        var endpoints = lines.stream()
                .filter(line -> line.startsWith("vcon.delivery.endpoints = "))
                .findFirst()
                .orElseThrow();
        assertTrue(endpoints.contains("\"name\":\"a\""), endpoints);
        assertTrue(endpoints.contains("\"token\":\"[redacted]\""), endpoints);
    }

    @ParameterizedTest
    @MethodSource
    void aMistakeNamesFileAndLine(String text, String complaint) throws Exception {
        var file = write("\n" + text);

        var refusal = assertThrows(ConfigException.class, () -> {
            var configuration = Configuration.load(Optional.of(file), Map.of());
            var unused = Settings.from(configuration.settings(), directory);
        });

        assertTrue(refusal.getMessage().contains("own.conf: 2"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    static Stream<Arguments> aMistakeNamesFileAndLine() {
        return Stream.of(
                argumentSet(
                        "files looked at without a pause",
                        "policy.reload-interval = 0s",
                        "policy.reload-interval: must be 10 ms to 1 day, not \"0s\""),
                argumentSet("a reload interval without unit", "policy.reload-interval = 2", "has no unit: write 2 s"),
                argumentSet(
                        "a drain that ends before it begins",
                        "shutdown.drain-timeout = -1s",
                        "shutdown.drain-timeout: must be 0 s to 1 hour, not \"-1s\""),
                argumentSet(
                        "a verifier's time without unit", "verifier.keep-alive = 60", "verifier.keep-alive: has no"),
                argumentSet("a target on the web", "redirect.target = \"http://pbx\"", "begins with http://"),
                argumentSet("no policy", "policy.path = \"\"", "policy.path: must name a file"),
                argumentSet("no HOCON", "sip { port = ", "Expecting"),
                argumentSet(
                        "a port that is none",
                        "sip.port = 70000",
                        "sip.port: must be a whole number from 1 to 65535, not 70000"),
                argumentSet(
                        "a port that is no number",
                        "sip.port = five",
                        "sip.port: must be a whole number from 1 to 65535, not \"five\""),
                argumentSet("a transport that is none", "sip.transport = sctp", "must be udp, tcp, tls, both or all"),
                argumentSet("no calls", "sip.max-calls = 0", "from 1 to 100000, not 0"),
                argumentSet("TLS without a certificate", "sip.tls.enabled = true", "sip.tls.cert-file"),
                argumentSet(
                        "TLS with a certificate that is none",
                        "sip.tls { enabled = true, cert-file = \"" + NO_PEM + "\", key-file = x }",
                        NO_PEM + ": has no PEM certificate"),
                argumentSet("TLS alone and not enabled", "sip.transport = tls", "needs sip.tls.enabled = true"),
                argumentSet("a target that is none", "redirect.target = \"sip:\"", "redirect.target"),
                argumentSet("a log level that is none", "log.level = LOUD", "must be TRACE, DEBUG, INFO"),
                argumentSet("a country code with a plus", "numbers.country-code = \"+44\"", "without + or 00"),
                argumentSet("a country code of no country", "numbers.country-code = 999", "without + or 00"),
                argumentSet("a region that does not exist", "numbers.region = UK", "two capital letters of a country"),
                argumentSet("a region twice", "numbers { region = US, country-code = 1 }", "set one of the two"),
                argumentSet(
                        "a limit below that of E.164",
                        "numbers.max-digits = 14",
                        "must be a whole number from 15 to 20"),
                argumentSet("a source that is none", "numbers.asserted-by = [carrier]", "numbers.asserted-by"),
                argumentSet("text behind a list", "sip.admission.allow = []x", "x follows the end"),
                argumentSet("text behind a block", "audit { file = a } b", "Expecting end of input"),
                argumentSet("text behind a block that is a value", "audit = { file = a } b", "b follows the end"),
                argumentSet("a fallback that lies", "verifier.fallback-status = VALID", "no verifier answered"),
                argumentSet("a URL that is none", "verifier.url = \"verifier.example\"", "http://host"),
                argumentSet(
                        "a CA file that is none",
                        "verifier.ca-file = \"" + NO_PEM + "\"",
                        "verifier.ca-file: " + NO_PEM + ": has no PEM"),
                argumentSet("a choice that is none", "vcon.on-journal-failure = panic", "continue or refuse-calls"),
                argumentSet(
                        "an HTTP port that is none",
                        "http.port = eighty",
                        "http.port: must be a whole number from 0 to 65535"),
                argumentSet("an HTTP port that is too large", "http.port = 65536", "from 0 to 65535"),
                argumentSet("an allowed host with a port", "http.allowed-hosts = [\"a:80\"]", "without port, not a:80"),
                argumentSet("an allowed host that is a URL", "http.allowed-hosts = [\"http://a\"]", "host names"),
                argumentSet("any host allowed", "http.allowed-hosts = [\"*\"]", "host names"),
                argumentSet(
                        "a name of the HTTP server with a port", "http.names = [\"a:80\"]", "without port, not a:80"),
                argumentSet(
                        "HTTP for everybody", "http.host = \"0.0.0.0\"", "http.host: is not an address of loopback"),
                argumentSet("a role that is none", "http.anonymous = root", "must be none, watch, read or operate"),
                argumentSet("HTTP with half a certificate", "http.tls.cert-file = a", "http.tls.cert-file"),
                argumentSet("an allowed host that is empty", "http.allowed-hosts = [\"\"]", "host names"));
    }

    @Test
    void aMissingFileIsNamed() {
        var missing = directory.resolve("none.conf");

        var refusal = assertThrows(ConfigException.class, () -> Configuration.load(Optional.of(missing), Map.of()));

        assertTrue(refusal.getMessage().contains("none.conf"), refusal.getMessage());
    }

    @Test
    void theMessageForAMissingFileHasNoClassAndThePathOnce() {
        var missing = directory.resolve("none.conf");

        var refusal = assertThrows(ConfigException.class, () -> Configuration.load(Optional.of(missing), Map.of()));

        assertEquals(missing + ": there is no such file", refusal.getMessage());
    }

    @Test
    void anIncludeThatDoesNotExistIsAWarning() throws Exception {
        var file = write("include \"local.conf\"");

        assertEquals(
                List.of(file + ": include \"local.conf\": no such file, ignored"),
                Configuration.load(Optional.of(file), Map.of()).warnings());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("own.conf"), text);
    }
}
