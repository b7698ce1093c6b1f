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
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.sip.transport.TransportMeter.Loss;

class DialerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] PING = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
    private static final String PONG = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Wire> broken = new LinkedBlockingQueue<>();
    private final BlockingQueue<Loss> losses = new LinkedBlockingQueue<>();
    private final EventLoops loops = new EventLoops(1);
    private final Receiver receiver = new Receiver() {
        @Override
        public void received(Wire wire, byte[] message) {
            received.add(new String(message, US_ASCII));
            wire.handled();
        }

        @Override
        public void broken(Wire wire, IOException why) {
            broken.add(wire);
        }
    };
    private final TransportMeter meter = new TransportMeter() {
        @Override
        public void lost(Loss why) {
            losses.add(why);
        }
    };

    @TempDir
    private static Path directory;

    private ServerSocket server;
    private Dialer dialer;

    @BeforeEach
    void open() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        dialer = dialer(Duration.ofMinutes(1), 10, Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        dialer.close();
        server.close();
        loops.close();
    }

    @Test
    void whatComesBackIsHandedOn() throws Exception {
        var wire = dialer.tcp(at(server.getLocalPort()));
        try (var peer = server.accept()) {
            wire.send(PING);
            var arrived = peer.getInputStream().readNBytes(PING.length);
            peer.getOutputStream().write(PONG.getBytes(US_ASCII));

            assertEquals(new String(PING, US_ASCII), new String(arrived, US_ASCII));
            assertEquals(PONG, received.poll(10, TimeUnit.SECONDS));
            assertEquals(peer.getPort(), wire.local().getPort());
        }
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        var first = dialer.tcp(at(server.getLocalPort()));

        assertSame(first, dialer.tcp(at(server.getLocalPort())));
    }

    @Test
    void whoAskAtOnceShareOneConnection() throws Exception {
        var wires = new ArrayList<CompletableFuture<Wire>>();
        for (var asking = 0; asking < 8; asking++) {
            wires.add(CompletableFuture.supplyAsync(this::dialled, task -> new Thread(task).start()));
        }

        var first = wires.get(0).get(10, TimeUnit.SECONDS);
        for (var wire : wires) {
            assertSame(first, wire.get(10, TimeUnit.SECONDS));
        }
    }

    private Wire dialled() {
        try {
            return dialer.tcp(at(server.getLocalPort()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void afterThePeerHasClosedAnotherConnectionIsDialled() throws Exception {
        var first = dialer.tcp(at(server.getLocalPort()));
        server.accept().close();
        assertSame(first, broken.poll(10, TimeUnit.SECONDS));

        var second = dialer.tcp(at(server.getLocalPort()));

        assertNotSame(first, second);
        assertThrows(IOException.class, () -> first.send(PING));
        second.send(PING);
        try (var peer = server.accept()) {
            assertEquals(PING.length, peer.getInputStream().readNBytes(PING.length).length);
        }
    }

    @Test
    void aSilentConnectionIsClosedAsAnyOther() throws Exception {
        try (var brief = dialer(Duration.ofMillis(100), 10, Optional.empty())) {
            var wire = brief.tcp(at(server.getLocalPort()));

            assertSame(wire, broken.poll(10, TimeUnit.SECONDS));
            assertEquals(Loss.IDLE, losses.poll());
        }
    }

    @Test
    void refusalsAreToldAndTheNextAskTriesAgain() throws Exception {
        var port = server.getLocalPort();
        server.close();

        for (var attempt = 0; attempt < 3; attempt++) {
            var refusal = assertThrows(IOException.class, () -> dialer.tcp(at(port)));
            assertTrue(refusal.getMessage().contains("refused"), refusal.getMessage());
        }

        assertEquals(List.of(Loss.NOT_CONNECTED, Loss.NOT_CONNECTED, Loss.NOT_CONNECTED), List.copyOf(losses));
    }

    /** A full backlog is silent on Linux: the kernel drops what asks to come in. */
    @Test
    void whoDoesNotAnswerIsGivenUp() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var queue = new ArrayList<Socket>();
            for (var waiting = 0; waiting < 2; waiting++) {
                queue.add(new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
            }
            try (var hasty = dialer(Duration.ofMinutes(1), 10, Optional.empty(), Duration.ofMillis(200))) {
                var refusal = assertThrows(IOException.class, () -> hasty.tcp(at(full.getLocalPort())));

                assertTrue(refusal.getMessage().contains("timed out"), refusal.getMessage());
            }
            for (var socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void interruptingTheThreadEndsItsWait() throws Exception {
        try (var peer = TestTls.forNames(directory, DialerTest::answer, "one.test", "two.test");
                var secure = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()))) {
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

                assertEquals("interrupted", ended.get(5, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void noMoreConnectionsAreOpenedThanMayBeAndTheirPlacesComeBack() throws Exception {
        try (var few = dialer(Duration.ofMinutes(1), 1, Optional.empty());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var first = few.tcp(at(server.getLocalPort()));

            assertThrows(IOException.class, () -> few.tcp(at(other.getLocalPort())));

            assertEquals(Loss.CONNECTION_LIMIT, losses.poll());
            server.accept().close();
            assertSame(first, broken.poll(10, TimeUnit.SECONDS));
            few.tcp(at(other.getLocalPort()));
        }
    }

    @Test
    void datagramsLeaveFromAnAddressThatCanBeNamed() throws Exception {
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var wire = dialer.udp(at(peer.getLocalPort()));
            var packet = new DatagramPacket(new byte[2048], 2048);
            wire.send(PING);
            peer.receive(packet);

            peer.send(new DatagramPacket(PONG.getBytes(US_ASCII), PONG.length(), packet.getSocketAddress()));

            assertEquals(PONG, received.poll(10, TimeUnit.SECONDS));
            assertEquals(packet.getSocketAddress(), wire.local());
        }
    }

    @Test
    void thatNobodyTakesDatagramsIsTold() throws Exception {
        var nobody = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var wire = dialer.udp(at(nobody.getLocalPort()));
        nobody.close();

        wire.send(PING);

        assertSame(wire, broken.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void withoutTlsNothingIsDialled() {
        var refusal = assertThrows(IOException.class, () -> dialer.tls(at(server.getLocalPort()), "one.test"));

        assertEquals("TLS is not configured", refusal.getMessage());
    }

    /** Defect 37. */
    @Test
    void thePeerIsToldTheNameAndProvesIt() throws Exception {
        try (var peer = TestTls.forNames(directory, DialerTest::answer, "one.test", "two.test");
                var secure = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()))) {
            var wire = secure.tls(at(peer.port()), "one.test");

            wire.send(PING);

            assertEquals(PONG, received.poll(10, TimeUnit.SECONDS));
            assertEquals("[type=host_name (0), value=one.test]", peer.handshakes.poll(10, TimeUnit.SECONDS));
        }
    }

    /** Defects 37 and 41. */
    @Test
    void whoProvesAnotherNameIsRefusedAndTheConnectionClosed() throws Exception {
        try (var peer = TestTls.forNames(directory, DialerTest::answer, "one.test", "two.test");
                var secure = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()))) {
            var refusal = assertThrows(IOException.class, () -> secure.tls(at(peer.port()), "evil.test"));

            assertTrue(refusal.getMessage().contains("evil.test"), refusal.getMessage());
            assertTrue(peer.ends.poll(10, TimeUnit.SECONDS) != null, "the peer's end is still open");
            assertEquals(Loss.NOT_CONNECTED, losses.poll());
            assertTrue(received.isEmpty());
        }
    }

    /** Defect 28. */
    @Test
    void eachNameOfOneAddressHasAConnectionOfItsOwn() throws Exception {
        try (var peer = TestTls.forNames(directory, DialerTest::answer, "one.test", "two.test");
                var secure = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()))) {
            var one = secure.tls(at(peer.port()), "one.test");
            var two = secure.tls(at(peer.port()), "two.test");

            assertNotSame(one, two);
            assertSame(one, secure.tls(at(peer.port()), "one.test"));
            assertThrows(IOException.class, () -> secure.tls(at(peer.port()), "three.test"));
            two.send(PING);
            assertEquals(PONG, received.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aHandshakeThatIsNotAnsweredIsGivenUp() throws Exception {
        try (var peer = TestTls.forNames(directory, DialerTest::answer, "one.test", "two.test");
                var hasty = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()), Duration.ofMillis(200))) {
            var refusal = assertThrows(IOException.class, () -> hasty.tls(at(server.getLocalPort()), "one.test"));

            assertTrue(refusal.getMessage().contains("timed out"), refusal.getMessage());
            try (var silent = server.accept()) {
                silent.getInputStream().transferTo(OutputStream.nullOutputStream()); // ends: it is closed
            }
        }
    }

    @Test
    void whatIsNoTlsEndsTheConnectionAndNothingElse() throws Exception {
        try (var peer = TestTls.forNames(directory, DialerTest::answer, "one.test", "two.test");
                var secure = dialer(Duration.ofMinutes(1), 10, Optional.of(peer.client()))) {
            var answer = CompletableFuture.runAsync(this::sayPlainSip, task -> new Thread(task).start());

            assertThrows(IOException.class, () -> secure.tls(at(server.getLocalPort()), "one.test"));

            answer.get(10, TimeUnit.SECONDS);
            secure.tls(at(peer.port()), "one.test");
        }
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

    private Dialer dialer(Duration idle, int most, Optional<TlsClient> tls) {
        return dialer(idle, most, tls, PATIENCE);
    }

    private Dialer dialer(Duration idle, int most, Optional<TlsClient> tls, Duration connectTimeout) {
        var limits = new TransportLimits(4096, 4096, 100, PATIENCE, most, most, idle, PATIENCE, 1 << 16);
        return new Dialer(loops, limits, connectTimeout, tls, receiver, meter);
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
