package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;

/** A proxy that wants a password. */
@Timeout(120)
class ProxyTest {
    @ParameterizedTest
    @MethodSource
    void refusesThisServer(String url) throws Exception {
        try (var proxy = new RawVerifier(wire -> {
            wire.note(wire.upTo("\r\n\r\n"));
            wire.say("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
            wire.awaitClose();
        })) {
            var verifier = KeptConnectionsTest.throughProxy(
                    config("timeout = 1m, url = \"" + url + "\"").http().orElseThrow(), proxy);

            var verification = ask(verifier);
            verifier.close();

            assertEquals(Verification.error(NoVerdict.VERIFIER_REFUSED, "HTTP_407"), verification);
        }
    }

    static Stream<Arguments> refusesThisServer() {
        return Stream.of(
                argumentSet("a request", "http://verifier.example"),
                argumentSet("a tunnel", "https://verifier.example"));
    }
}
