package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;

/** What an operator reads when there is no response. */
@Timeout(120)
class FailureLogTest {
    private static final String UNREACHABLE = "WARN The verifier cannot be reached: ";

    private final CapturedLog log = new CapturedLog("org.sipverify.verifier");

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void nobodyListens() throws Exception {
        try (var nobody = new Socket()) { // keeps the port and does not listen
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertEquals(
                    Verification.error(NoVerdict.VERIFIER_UNREACHABLE),
                    failed("http://127.0.0.1:" + nobody.getLocalPort()));
        }
        saysOnce(UNREACHABLE + "java.net.ConnectException: ");
    }

    @Test
    void theNameIsUnknown() {
        assertEquals(Verification.error(NoVerdict.VERIFIER_UNREACHABLE), failed("http://verifier.invalid"));

        saysOnce(UNREACHABLE + "java.net.UnknownHostException: verifier.invalid");
    }

    @Test
    void thePeerHangsUp() throws Exception {
        try (var peer = new RawVerifier(wire -> wire.question())) {
            assertEquals(Verification.error(NoVerdict.VERIFIER_UNREACHABLE), failed(peer.url()));
        }
        saysOnce(UNREACHABLE + "java.io.IOException: closed before the end of its response");
    }

    @Test
    void thePeerSpeaksNoTls() throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.say("HTTP/1.1 400 Bad Request\r\n\r\n");
            wire.awaitClose();
        })) {
            assertEquals(
                    Verification.error(NoVerdict.VERIFIER_UNREACHABLE), failed("https://127.0.0.1:" + peer.port()));
        }
        saysOnce(UNREACHABLE + "it does not speak TLS");
    }

    @Test
    void theAnswerIsNotHttp() throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            wire.say("SIP/2.0 200 OK\r\n\r\n");
            wire.awaitClose();
        })) {
            assertEquals(Verification.error(NoVerdict.VERIFIER_ERROR), failed(peer.url()));
        }
        saysOnce("WARN The verifier's response cannot be used: not valid HTTP/1.1 (IllegalArgumentException)");
    }

    private static Verification failed(String url) {
        var http = config("timeout = 1m, api-key = hush-hush, url = \"" + url + "\"")
                .http()
                .orElseThrow();
        return ask(new HttpVerifier(http, SHARED));
    }

    private void saysOnce(String beginning) {
        assertEquals(1, log.lines().size(), () -> "" + log.lines());
        assertTrue(log.lines().get(0).startsWith(beginning), () -> "" + log.lines());
        assertFalse(log.lines().toString().contains("hush"));
    }
}
