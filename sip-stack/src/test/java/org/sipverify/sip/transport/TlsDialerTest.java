package org.sipverify.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
    void interruptingTheThreadEndsItsWait() throws Exception {
        var ended = new CompletableFuture<String>();
        var call = new Thread(() -> {
            try {
                secure.tls(at(server.getLocalPort()), "one.test");
            } catch (InterruptedException e) {
                ended.complete("interrupted");
            } catch (IOException e) {
                ended.complete(e.getMessage());
            }
        });
        call.start();
        try (var silent = server.accept()) { // it does not shake hands
            assertTrue(silent.isConnected());

            call.interrupt();

            assertEquals("interrupted", ended.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void withoutTlsNothingIsDialled() {
        var refusal = assertThrows(IOException.class, () -> dialer.tls(at(server.getLocalPort()), "one.test"));

        assertEquals("TLS is not configured", refusal.getMessage());
    }

    @Test
    void thePeerIsToldTheNameAndProvesIt() throws Exception {
        var wire = secure.tls(at(peer.port()), "one.test");

        wire.send(PING);

        assertEquals(PONG, received.poll(20, TimeUnit.SECONDS));
        assertEquals("[type=host_name (0), value=one.test]", peer.handshakes.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void whoProvesAnotherNameIsRefusedAndTheConnectionClosed() throws Exception {
        var refusal = assertThrows(IOException.class, () -> secure.tls(at(peer.port()), "evil.test"));

        assertTrue(refusal.getMessage().contains("evil.test"), refusal.getMessage());
        assertTrue(peer.ends.poll(20, TimeUnit.SECONDS) != null, "the peer's end is still open");
        assertEquals(Loss.NOT_CONNECTED, losses.poll());
        assertTrue(received.isEmpty());
    }

    @Test
    void eachNameOfOneAddressHasAConnectionOfItsOwn() throws Exception {
        var one = secure.tls(at(peer.port()), "one.test");
        var two = secure.tls(at(peer.port()), "two.test");

        assertNotSame(one, two);
        assertSame(one, secure.tls(at(peer.port()), "one.test"));
        assertThrows(IOException.class, () -> secure.tls(at(peer.port()), "three.test"));
        two.send(PING);
        assertEquals(PONG, received.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aHandshakeThatIsNotAnsweredIsGivenUp() throws Exception {
        try (var hasty = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()), Duration.ofMillis(200))) {
            var refusal = assertThrows(IOException.class, () -> hasty.tls(at(server.getLocalPort()), "one.test"));

            assertTrue(refusal.getMessage().contains("timed out"), refusal.getMessage());
            try (var silent = server.accept()) {
                silent.getInputStream().transferTo(OutputStream.nullOutputStream()); // ends: it is closed
            }
        }
    }

    @Test
    void whatIsNoTlsEndsTheConnectionAndNothingElse() throws Exception {
        var answer = CompletableFuture.runAsync(this::sayPlainSip, task -> new Thread(task).start());

        assertThrows(IOException.class, () -> secure.tls(at(server.getLocalPort()), "one.test"));

        answer.get(20, TimeUnit.SECONDS);
        secure.tls(at(peer.port()), "one.test");
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
