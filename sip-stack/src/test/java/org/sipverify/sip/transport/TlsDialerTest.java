package org.sipverify.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.transport.TransportMeter.Loss;

class TlsDialerTest extends Dialling {
    private TestTls peer;
    private Dialer secure;

    @BeforeEach
    void listen() throws Exception {
        peer = TestTls.forNames(TlsDialerTest::answer, "one.test", "two.test");
        secure = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()));
    }

    @AfterEach
    void stop() throws Exception {
        secure.close();
        peer.close();
    }

    @Test
    void openingDoesNotWaitAndEndsWithTheDialer() throws Exception {
        var opening = new Opened();

        secure.tls(at(server.getLocalPort()), "one.test", opening);

        try (var silent = server.accept()) { // it does not shake hands
            assertTrue(silent.isConnected());
            assertFalse(opening.isDecided());
            secure.close();
            assertThrows(IOException.class, opening::await);
        }
    }

    @Test
    void withoutTlsNothingIsDialled() {
        var refusal = assertThrows(IOException.class, () -> tls(dialer, server.getLocalPort(), "one.test"));

        assertEquals("TLS is not configured", refusal.getMessage());
    }

    @Test
    void thePeerIsToldTheNameAndProvesIt() throws Exception {
        var wire = tls(secure, peer.port(), "one.test");

        wire.send(PING);

        assertEquals(PONG, received.poll(20, TimeUnit.SECONDS));
        assertEquals("[type=host_name (0), value=one.test]", peer.handshakes.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void whoProvesAnotherNameIsRefusedAndTheConnectionClosed() throws Exception {
        var refusal = assertThrows(IOException.class, () -> tls(secure, peer.port(), "evil.test"));

        assertTrue(refusal.getMessage().contains("evil.test"), refusal.getMessage());
        assertTrue(peer.ends.poll(20, TimeUnit.SECONDS) != null, "the peer's end is still open");
        assertEquals(Loss.NOT_CONNECTED, losses.poll());
        assertTrue(received.isEmpty());
    }

    @Test
    void eachNameOfOneAddressHasAConnectionOfItsOwn() throws Exception {
        var one = tls(secure, peer.port(), "one.test");
        var two = tls(secure, peer.port(), "two.test");

        assertNotSame(one, two);
        assertSame(one, tls(secure, peer.port(), "one.test"));
        assertThrows(IOException.class, () -> tls(secure, peer.port(), "three.test"));
        two.send(PING);
        assertEquals(PONG, received.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aHandshakeThatIsNotAnsweredIsGivenUp() throws Exception {
        try (var hasty = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()), Duration.ofMillis(200))) {
            var refusal = assertThrows(IOException.class, () -> tls(hasty, server.getLocalPort(), "one.test"));

            assertTrue(refusal.getMessage().contains("timed out"), refusal.getMessage());
            try (var silent = server.accept()) {
                silent.getInputStream().transferTo(OutputStream.nullOutputStream()); // ends: it is closed
            }
        }
    }

    @Test
    void whatIsNoTlsEndsTheConnectionAndNothingElse() throws Exception {
        var answer = CompletableFuture.runAsync(this::sayPlainSip, task -> new Thread(task).start());

        assertThrows(IOException.class, () -> tls(secure, server.getLocalPort(), "one.test"));

        answer.get(20, TimeUnit.SECONDS);
        tls(secure, peer.port(), "one.test");
    }

    private void sayPlainSip() {
        try (var plain = server.accept()) {
            plain.getOutputStream().write(PONG.getBytes(US_ASCII));
            plain.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException reset) {
            // the other end has gone, as it should
        }
    }

    private static void answer(InputStream in, OutputStream out) throws IOException {
        while (in.readNBytes(PING.length).length == PING.length) {
            out.write(PONG.getBytes(US_ASCII));
        }
    }
}
