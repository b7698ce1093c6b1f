package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"True, true", "TRUE, true", "' true ', true", "False, false", "FALSE, false"})
    void aFlagIsReadInAnyCase(String value, boolean enabled) {
        var configuration = loaded(Map.of("VVP_SIPS_ENABLED", value));

        assertEquals(enabled, configuration.settings().getBoolean("sip.tls.enabled"));
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        var configuration = loaded(Map.of("VVP_SIP_VERIFY_PORT", "", "VVP_VERIFIER_TIMEOUT", " "));

        assertEquals(5061, configuration.settings().getInt("sip.port"));
        assertTrue(Settings.from(configuration.settings(), directory)
                .verification()
                .config()
                .http()
                .isEmpty());
    }

    @Test
    void ofTwoVariablesForOneKeyTheServiceDescriptionsOwnCounts() {
        var both = Map.of("VVP_SIP_TRANSPORT", "udp", "VVP_SIP_VERIFY_TRANSPORT", "tcp");

        assertEquals("udp", loaded(both).settings().getString("sip.transport"));
        assertEquals(
                "tcp",
                loaded(Map.of("VVP_SIP_VERIFY_TRANSPORT", "tcp")).settings().getString("sip.transport"));
    }

    @Test
    void aMistakeNamesTheVariableAndTheFullKey() {
        var settings = loaded(Map.of("VVP_VERIFIER_TIMEOUT", "soon")).settings();

        var mistake = assertThrows(ConfigException.class, () -> Settings.from(settings, directory));

        assertTrue(
                mistake.getMessage().startsWith("environment variable VVP_VERIFIER_TIMEOUT: verifier.timeout: must be"),
                mistake.getMessage());
    }

    @Test
    void anUnknownVariableIsNamedWithTheOneThatMayBeMeant() {
        var configuration = loaded(Map.of("VVP_VERIFER_URL", "http://v", "VVP_X", "1", "HOME", "/"));

        assertEquals(
                List.of(
                        "environment variable VVP_VERIFER_URL is unknown and ignored; did you mean VVP_VERIFIER_URL?",
                        "environment variable VVP_X is unknown and ignored"),
                configuration.warnings());
    }

    @Test
    void aVariableThatTheFileUsesIsKnown() throws Exception {
        var file = Files.writeString(directory.resolve("own.conf"), "sip.port = ${VVP_OUR_PORT}");

        var configuration =
                Configuration.load(Optional.of(file), Map.of(), Environment.of(Map.of("VVP_OUR_PORT", "5099")));

        assertEquals(5099, configuration.settings().getInt("sip.port"));
        assertEquals(List.of(), configuration.warnings());
    }

    @Test
    void aSubstitutedVariableIsNamedInAMistake() throws Exception {
        var file = Files.writeString(directory.resolve("own.conf"), "verifier.max-concurrent = ${OUR_LIMIT}");
        var settings = Configuration.load(Optional.of(file), Map.of(), Environment.of(Map.of("OUR_LIMIT", "0")))
                .settings();

        var mistake = assertThrows(ConfigException.class, () -> Settings.from(settings, directory));

        assertTrue(
                mistake.getMessage().startsWith("environment variable OUR_LIMIT: verifier.max-concurrent: must be"),
                mistake.getMessage());
    }

    @Test
    void aFileOfVariablesIsReadAsTheServiceGetsIt() throws Exception {
        var file = Files.writeString(
                directory.resolve("sip-verify.env"),
                "VVP_SIP_VERIFY_PORT=\"5070\"\nVVP_REDIRECT_TARGET= sip:pbx.example \nexport VVP_LOG_LEVEL=DEBUG\n");

        var configuration = Configuration.load(Optional.empty(), Map.of(), Environment.ofService(file));

        assertEquals(5070, configuration.settings().getInt("sip.port"));
        assertEquals("sip:pbx.example", configuration.settings().getString("redirect.target"));
        assertEquals(
                List.of(file + ": \"export VVP_LOG_LEVEL\" is not the name of a variable: systemd passes over it"),
                configuration.warnings());
    }

    @Test
    void aFileOfVariablesThatDoesNotExistIsNamed() {
        var missing = directory.resolve("none.env");

        var mistake = assertThrows(ConfigException.class, () -> Environment.ofService(missing));

        assertEquals(missing + ": there is no such file", mistake.getMessage());
    }

    private static Configuration loaded(Map<String, String> variables) {
        return Configuration.load(Optional.empty(), Map.of(), Environment.of(variables));
    }
}
