package org.sipverify.http.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.http.Role;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.PemFiles;

/** The section http. */
class HttpConfigTest {
    @TempDir
    private Path directory;

    private static Optional<HttpConfig> read(String settings) {
        var config = ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseResources("reference.conf").getConfig("http"))
                .resolve();
        return HttpConfig.from(ConfigSection.root(config));
    }

    private String tls() throws IOException {
        var issued = new CertificateAuthority("test").issue("dns:sip.example");
        var certificate = Files.writeString(directory.resolve("cert.pem"), PemFiles.text(issued.certificate()));
        var key = Files.writeString(directory.resolve("key.pem"), PemFiles.key(issued.key(), PemFiles.Form.PKCS8));
        return "tls { cert-file = \"" + certificate + "\", key-file = \"" + key + "\" }";
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "2001:db8::1", "name-of-nothing.invalid"})
    void beyondLoopbackItTakesTlsAndTokens(String host) throws Exception {
        var bare = assertThrows(ConfigException.class, () -> read("host = \"" + host + "\""));
        var withoutTokens =
                assertThrows(ConfigException.class, () -> read("host = \"" + host + "\", tokens-file = \"\"," + tls()));

        assertTrue(bare.getMessage().contains("host: is not an address of loopback"), bare.getMessage());
        assertTrue(bare.getMessage().contains("http.tls.cert-file"), bare.getMessage());
        assertTrue(bare.getMessage().contains("sip-verify token"), bare.getMessage());
        assertTrue(bare.getMessage().contains("http.api = false"), bare.getMessage());
        assertTrue(withoutTokens.getMessage().contains("http.tokens-file"), withoutTokens.getMessage());
        assertTrue(read("host = \"" + host + "\", api = false")
                .orElseThrow()
                .access()
                .isEmpty());
        var whole = read("host = \"" + host + "\"," + tls()).orElseThrow();
        assertEquals(Role.NONE, whole.access().orElseThrow().anonymous());
        assertFalse(whole.isLocal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void onLoopbackItTakesNothing(String host) {
        var config = read("host = \"" + host + "\"").orElseThrow();

        assertTrue(config.isLocal());
        assertEquals(Role.OPERATE, config.access().orElseThrow().anonymous());
    }

    @Test
    void portZeroSwitchesItOff() {
        assertTrue(read("port = 0").isEmpty());
        assertTrue(read("port = 0, host = \"0.0.0.0\"").isEmpty());
        assertTrue(
                read("port = 0, tls { cert-file = none, key-file = none }").isEmpty(), "no file is read for nothing");
    }

    @ParameterizedTest
    @MethodSource
    void itsAddressIs(String settings, String expected) throws Exception {
        assertEquals(expected, read(settings).orElseThrow().url("machine"));
    }

    static Stream<Arguments> itsAddressIs() {
        return Stream.of(
                argumentSet("as shipped", "", "http://127.0.0.1:8080/"),
                argumentSet("of IPv6", "host = \"::1\"", "http://[::1]:8080/"),
                argumentSet("with a name", "names = [sip.example]", "http://sip.example:8080/"),
                argumentSet("of every address", "host = \"0.0.0.0\", api = false", "http://machine:8080/"));
    }

    @Test
    void withTlsItsAddressSaysSo() throws Exception {
        assertEquals("https://127.0.0.1:8080/", read(tls()).orElseThrow().url("machine"));
    }

    @ParameterizedTest
    @MethodSource
    void aMistakeIsNamed(String settings, String where) {
        var mistake = assertThrows(ConfigException.class, () -> read(settings));

        assertTrue(mistake.getMessage().contains(where), mistake.getMessage());
    }

    static Stream<Arguments> aMistakeIsNamed() {
        return Stream.of(
                argumentSet(
                        "a role that is none", "anonymous = admin", "anonymous: must be none, watch, read or operate"),
                argumentSet("a certificate without a key", "tls.cert-file = a", "tls.cert-file"),
                argumentSet("a key without a certificate", "tls.key-file = a", "tls.key-file"),
                argumentSet("files that are not there", "tls { cert-file = a, key-file = b }", "does not exist"),
                argumentSet("a name with a port", "names = [\"a:80\"]", "names"),
                argumentSet("few connections", "max-connections = 1", "max-connections"),
                argumentSet("a large header", "max-header = 1 MiB", "max-header"),
                argumentSet("a large body", "max-body = 2 MiB", "max-body"),
                argumentSet("a long time", "request-time = 1 h", "request-time"),
                argumentSet("no sessions", "max-sessions = 0", "max-sessions"),
                argumentSet("a short session", "session-time = 1 s", "session-time"),
                argumentSet("no wrong tokens", "max-wrong-tokens = 0", "max-wrong-tokens"),
                argumentSet("no pause", "wrong-token-pause = 0", "wrong-token-pause"),
                argumentSet("no table", "max-wrong-token-addresses = 0", "max-wrong-token-addresses"));
    }
}
