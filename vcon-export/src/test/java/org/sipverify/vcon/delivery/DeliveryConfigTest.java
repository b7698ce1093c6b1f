package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryConfigTest {
    private static final String HOOK = "name = a, profile = webhook, url = \"https://a.example/\"";
    private static final String CONSERVER = "name = a, profile = conserver, url = \"https://a.example/api\"";

    @TempDir
    private Path home;

    @Test
    void nobodyGetsAnythingByDefault() {
        assertEquals(List.of(), Settings.read("").endpoints());
    }

    @Test
    void anEndpointHasTheDefaultsItDoesNotChange() {
        var config = Settings.read("endpoint-defaults.timeout = 7 s\nendpoints = [{ " + HOOK + ", queue = 5 }]");

        var endpoint = config.endpoints().get(0);
        assertEquals(Duration.ofSeconds(7), endpoint.http().timeout());
        assertEquals(5, endpoint.load().queue());
        assertEquals(5 << 20, endpoint.form().maxSize());
        assertEquals(8, endpoint.load().maxInFlight());
        assertFalse(endpoint.form().asStored());
        assertEquals(List.of("a"), config.names());
    }

    @Test
    void secretsAreNotShown() {
        var config = Settings.read("endpoints = [{ " + HOOK + ", token = hush, secret = \"hush too\" }]");

        assertFalse(config.toString().contains("hush"), config::toString);
        assertTrue(config.toString().contains("[redacted]"));
    }

    @Test
    void filesAreFoundFromTheHomeDirectory() throws Exception {
        Files.writeString(home.resolve("a.key"), "hush\nsecond line\n");

        var config = Settings.read("endpoints = [{ " + HOOK + ", token-file = a.key }]", home, false);

        assertEquals("hush", config.endpoints().get(0).auth().token().reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/", "http://127.0.0.1/", "http://[::1]:80/x"})
    void plainHttpToThisMachineIsFine(String url) {
        assertEquals(
                1,
                Settings.read(endpoint("name = a, profile = post, url = \"" + url + "\""))
                        .endpoints()
                        .size());
    }

    @Test
    void plainHttpToOthersNeedsTheWord() {
        var url = "name = a, profile = post, url = \"http://a.example/\"";

        assertEquals(
                1,
                Settings.read(endpoint(url + ", allow-plain-http = true"))
                        .endpoints()
                        .size());
    }

    @ParameterizedTest
    @MethodSource
    void mistakesNameTheLine(String text, String message) {
        var refused = assertThrows(ConfigException.class, () -> Settings.read(text));

        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertTrue(refused.getMessage().contains("test.conf: 1"), refused.getMessage());
        assertFalse(refused.getMessage().contains("hush"), refused.getMessage());
    }

    static Stream<Arguments> mistakesNameTheLine() {
        return Stream.of(
                row("plain http", "name = a, profile = post, url = \"http://a.example/\"", "allow-plain-http"),
                row(
                        "a name that begins like this machine",
                        "name = a, profile = post, url = \"http://127.0.0.1.a.example/\"",
                        "allow-plain-http"),
                row("no scheme", "name = a, profile = post, url = \"a.example\"", "https://host"),
                row(
                        "a user in the URL",
                        "name = a, profile = post, url = \"https://u:p@a.example/\"",
                        "neither a user"),
                row("a name that is a path", HOOK + ", name = \"../x\"", "a-z, 0-9"),
                row("a profile", HOOK + ", profile = kafka", "must be conserver, webhook or post, not \"kafka\""),
                row(
                        "a key that does not exist",
                        HOOK + ", time-out = 5 s",
                        "vcon.delivery.endpoints[0].time-out: unknown key; did you mean timeout?"),
                row("a conserver without a list", CONSERVER, "at least one list"),
                row(
                        "two lists of a partner",
                        CONSERVER + ", ingress-lists = [a, b], external-ingress = true",
                        "exactly one"),
                row("a comma in a list", CONSERVER + ", ingress-lists = [\"a,b\"]", "letters, digits"),
                row("sealed for a conserver", CONSERVER + ", form = as-stored", "refuses signed"),
                row("a dialect of a sealed one", HOOK + ", form = as-stored, dialect = docs", "keeps the draft's"),
                row("a secret twice", HOOK + ", token = hush, token-file = x", "not both"),
                row(
                        "a secret file that is missing",
                        HOOK + ", secret-file = none",
                        "endpoints[0].secret-file: cannot be read: "),
                row("a secret that cannot be sent", HOOK + ", token = \"hush\\u00e9\"", "visible ASCII"),
                row("gzip for a web hook", HOOK + ", gzip = true", "profile post"),
                row("no CA in the file", HOOK + ", ca-file = none", "none: does not exist"),
                row("waits", HOOK + ", retry-min = 5 s, retry-max = 4 s", "shorter than retry-min"),
                row("a size", HOOK + ", max-size = 5", "max-size: has no unit"),
                row("a size too small", HOOK + ", max-size = 5 B", "must be 1 KiB to 1 GiB, not \"5 B\""),
                argumentSet(
                        "a default",
                        "endpoint-defaults.timeout = 5, endpoints = [{ " + HOOK + " }]",
                        "vcon.delivery.endpoint-defaults.timeout: has no unit"),
                argumentSet(
                        "the same name twice", "endpoints = [{ " + HOOK + " }, { " + HOOK + " }]", "two endpoints"));
    }

    @Test
    void anEncryptedStoreHasNothingForAConserver() {
        var refused = assertThrows(ConfigException.class, () -> Settings.read(endpoint(HOOK), home, true));

        assertTrue(refused.getMessage().contains("takes unsigned vCons only"), refused.getMessage());
        assertEquals(
                1,
                Settings.read(endpoint(HOOK + ", form = as-stored"), home, true)
                        .endpoints()
                        .size());
    }

    private static Arguments row(String name, String endpoint, String message) {
        return argumentSet(name, endpoint(endpoint), message);
    }

    private static String endpoint(String settings) {
        return "endpoints = [{ " + settings + " }]";
    }
}
