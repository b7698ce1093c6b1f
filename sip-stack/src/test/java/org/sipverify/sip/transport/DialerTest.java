package org.sipverify.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.FreePort;

class DialerTest extends Dialling {
    @Test
    void whatComesBackIsHandedOn() throws Exception {
        var wire = tcp(dialer, server.getLocalPort());
        try (var peer = server.accept()) {
            wire.send(PING);
            var arrived = peer.getInputStream().readNBytes(PING.length);
            peer.getOutputStream().write(PONG.getBytes(US_ASCII));

            assertEquals(new String(PING, US_ASCII), new String(arrived, US_ASCII));
            assertEquals(PONG, received.poll(20, TimeUnit.SECONDS));
            assertEquals(peer.getPort(), wire.local().getPort());
        }
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        var first = tcp(dialer, server.getLocalPort());

        assertSame(first, tcp(dialer, server.getLocalPort()));
    }

    @Test
    void requestsAtOnceShareOneConnection() throws Exception {
        var openings = new ArrayList<Opened>();
        for (var asking = 0; asking < 8; asking++) {
            var opening = new Opened();
            openings.add(opening);
            new Thread(() -> dialer.tcp(at(server.getLocalPort()), opening)).start();
        }

        var first = openings.get(0).await();
        for (var opening : openings) {
            assertSame(first, opening.await());
        }
    }

    @Test
    void afterThePeerHasClosedAnotherConnectionIsDialled() throws Exception {
        var first = tcp(dialer, server.getLocalPort());
        server.accept().close();
        assertSame(first, broken.poll(20, TimeUnit.SECONDS));

        var second = tcp(dialer, server.getLocalPort());

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
            var wire = tcp(brief, server.getLocalPort());

            assertSame(wire, broken.poll(20, TimeUnit.SECONDS));
            assertEquals(Loss.IDLE, losses.poll());
        }
    }

    @Test
    void refusalsAreToldAndTheNextAskTriesAgain() throws Exception {
        var port = FreePort.next();

        for (var attempt = 0; attempt < 3; attempt++) {
            var refusal = assertThrows(IOException.class, () -> tcp(dialer, port));
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
                var refusal = assertThrows(IOException.class, () -> tcp(hasty, full.getLocalPort()));

                assertTrue(refusal.getMessage().contains("timed out"), refusal.getMessage());
            }
            for (var socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void noMoreConnectionsAreOpenedThanMayBeAndTheirPlacesComeBack() throws Exception {
        try (var few = dialer(Duration.ofMinutes(1), 1, Optional.empty());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var first = tcp(few, server.getLocalPort());

            assertThrows(IOException.class, () -> tcp(few, other.getLocalPort()));

            assertEquals(Loss.CONNECTION_LIMIT, losses.poll());
            server.accept().close();
            assertSame(first, broken.poll(20, TimeUnit.SECONDS));
            tcp(few, other.getLocalPort());
        }
    }

    @Test
    void datagramsLeaveFromAnAddressThatCanBeNamed() throws Exception {
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var wire = udp(dialer, peer.getLocalPort());
            var packet = new DatagramPacket(new byte[2048], 2048);
            wire.send(PING);
            peer.receive(packet);

            peer.send(new DatagramPacket(PONG.getBytes(US_ASCII), PONG.length(), packet.getSocketAddress()));

            assertEquals(PONG, received.poll(20, TimeUnit.SECONDS));
            assertEquals(packet.getSocketAddress(), wire.local());
        }
    }

    @Test
    void thatNobodyTakesDatagramsIsTold() throws Exception {
        var wire = udp(dialer, FreePort.next());

        wire.send(PING);

        assertSame(wire, broken.poll(20, TimeUnit.SECONDS));
    }
}
