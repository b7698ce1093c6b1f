package org.sipverify.sip.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;

/**
 * Attacks on the connections of the running server over TCP.
 * docs/reference/jain-sip-defects.md has what the stock transports do.
 */
class StreamConnectionDefectsTest extends AttackedOverTcp {
    @Test
    void idleConnectionsTakeNoThreads() throws Exception {
        var before = Thread.activeCount();
        var idle = new ArrayList<TcpPeer>();
        for (var i = 0; i < 500; i++) {
            idle.add(new TcpPeer(server.port()));
        }
        idle.get(499).write(idle.get(499).request("OPTIONS").toString());
        idle.get(499).read(); // it is let in, and those before it

        assertTrue(Thread.activeCount() - before < 10, "threads: " + before + " then " + Thread.activeCount());
        for (var stream : idle) {
            stream.close();
        }
    }

    @Test
    void aStalledServerStopsReading() throws Exception {
        var limits = new TransportLimits(
                new MessageSize(16 << 10, 64 << 10),
                new Backlog(1000, Duration.ofMinutes(1)),
                new Connections(
                        10,
                        10,
                        Duration.ofMinutes(1),
                        Duration.ofMillis(300),
                        16 << 20)); // unread answers are not tested here
        try (var stalled = new AttackedServer(100, limits, Transport.TCP);
                var fast =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), stalled.port()))) {
            var before = AttackedServer.heap();
            stalled.stall();
            for (var i = 0; i < 100; i++) { // whole ones, until it reads no more: part of one would have to end in time
                fast.write(options(fast, 1));
            }
            fast.configureBlocking(false);
            var written = writtenUntilStuck(fast);

            assertTrue(written < 64 << 20, "it took in " + written + " bytes that it does not handle");
            assertTrue(AttackedServer.heap() - before < 16 << 20, "and keeps them");
            assertEquals(0, stalled.lost(), "the peer is not to blame");
            stalled.goOn();
            Eventually.isTrue(() ->
                    stalled.requests() == 100 + written / options(fast, 4000).capacity());
        }
    }

    private static ByteBuffer options(SocketChannel from, int octets) {
        return ByteBuffer.wrap(Message.of("OPTIONS", 0)
                .via("SIP/2.0/TCP 127.0.0.1:" + from.socket().getLocalPort())
                .with("X: " + "x".repeat(octets))
                .toString()
                .getBytes(UTF_8));
    }

    /** Bytes that the kernel took before nothing more went out for a second. */
    private static long writtenUntilStuck(SocketChannel channel) throws Exception {
        var total = 0L;
        try (var room = Selector.open()) {
            channel.register(room, SelectionKey.OP_WRITE);
            var bytes = ByteBuffer.allocate(0);
            while (total < 256 << 20 && room.select(1000) > 0) {
                room.selectedKeys().clear();
                bytes = bytes.hasRemaining() ? bytes : options(channel, 4000);
                total += channel.write(bytes);
            }
        }
        return total;
    }

    @Tag("slow")
    @Test
    void aHundredThreadsThatComeAndGoLeakNothing() throws Exception {
        var limits = new TransportLimits(
                new MessageSize(16 << 10, 64 << 10),
                new Backlog(1000, Duration.ofSeconds(5)),
                new Connections(150, 150, Duration.ofMinutes(1), Duration.ofSeconds(10), 64 << 10));
        try (var small = new AttackedServer(100, limits, Transport.TCP);
                var errors = CapturedLog.everything()) {
            var visitors = Executors.newFixedThreadPool(100);
            var visits = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 100; i++) {
                visits.add(visitors.submit(() -> visit(small.port())));
            }
            var answered = 0;
            for (var visit : visits) {
                answered += visit.get();
            }
            visitors.shutdown();

            assertTrue(answered > 100, "only " + answered + " were answered");
            Eventually.isTrue(() -> servedAtOnce(small.port(), 150) == 150);
            assertEquals(List.of(), errors.errors());
        }
    }

    /** Every third time it leaves before its answer comes. */
    private static int visit(int port) throws Exception {
        var answered = 0;
        for (var i = 0; i < 100; i++) {
            try (var stream = new TcpPeer(port)) {
                stream.write(stream.request("OPTIONS").toString());
                answered += i % 3 == 0 ? 0 : stream.read(1).size();
            }
        }
        return answered;
    }

    /** How many connections at a time are answered: all that the limit allows, if none was leaked. */
    private static long servedAtOnce(int port, int count) {
        var guests = new ArrayList<TcpPeer>();
        try {
            var served = 0;
            for (var i = 0; i < count; i++) {
                var guest = new TcpPeer(port);
                guests.add(guest);
                guest.writeUnlessClosed(guest.request("OPTIONS").toString());
                served += guest.read(1).size();
            }
            for (var guest : guests) {
                guest.close();
            }
            return served;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nobodyIsDialled() throws Exception {
        try (var bait = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            bait.setSoTimeout(1500);
            try (var attacker = new TcpPeer(server.port())) {
                var via = "SIP/2.0/TCP 127.0.0.1:" + bait.getLocalPort();
                attacker.write(
                        attacker.request("INVITE").via(via).with("X-Wait: yes").toString());
                Eventually.isTrue(() -> server.callsInHand() == 1);
            }
            server.release();
            try (var dialled = bait.accept()) {
                throw new AssertionError("the server called " + dialled.getRemoteSocketAddress());
            } catch (SocketTimeoutException expected) {
                assertTrue(bait.isBound());
            } finally {
                server.hold();
            }
        }
    }

    @Test
    void aPeerThatDoesNotReadIsCutOff() throws Exception {
        try (var deaf = new TcpPeer(server.port())) {
            var many = new StringBuilder();
            for (var i = 0; i < 200; i++) {
                many.append(deaf.request("OPTIONS").with("X-Pad: " + "p".repeat(500)));
            }
            var closed = false;
            try {
                for (var i = 0; i < 400; i++) {
                    deaf.write(many.toString());
                }
            } catch (IOException e) {
                closed = true;
            }
            assertTrue(closed || deaf.ends(), "a slow reader keeps its connection");
        }
    }

    @ParameterizedTest
    @MethodSource
    void aTricklingAndASilentConnectionEnd(String said, Duration idle, Duration message, Loss counted)
            throws Exception {
        var limits = new TransportLimits(
                new MessageSize(16 << 10, 64 << 10),
                new Backlog(1000, Duration.ofMinutes(1)),
                new Connections(10, 10, idle, message, 64 << 10));
        try (var strict = new AttackedServer(100, limits, Transport.TCP);
                var peer = new TcpPeer(strict.port())) {
            peer.writeUnlessClosed(said);

            assertTrue(peer.ends(), "it keeps its connection");
            assertEquals(1, strict.lost(counted));
            assertEquals(1, strict.lost());
        }
    }

    static Stream<Arguments> aTricklingAndASilentConnectionEnd() {
        var brief = Duration.ofMillis(500);
        var ample = Duration.ofMinutes(1);
        return Stream.of(
                argumentSet("a message that never ends", "OPTIONS sip:", ample, brief, Loss.SLOW_MESSAGE),
                argumentSet("a connection that says nothing", "", brief, ample, Loss.IDLE));
    }

    @Test
    void inviteAndCancelInOneWriteStayInOrder() throws Exception {
        for (var i = 0; i < 50; i++) {
            try (var stream = new TcpPeer(server.port())) {
                var invite = stream.request("INVITE").with("X-Wait: yes");
                stream.write(invite.toString() + invite.as("CANCEL"));

                var answers = stream.read(2);

                assertTrue(answers.get(0).startsWith("SIP/2.0 200"), answers.toString());
                assertTrue(answers.get(1).startsWith("SIP/2.0 487"), answers.toString());
            }
        }
    }

    @Test
    void theFirstMessageOfANewConnectionIsNotLost() throws Exception {
        for (var i = 0; i < 300; i++) {
            try (var stream = new TcpPeer(server.port())) {
                stream.write(stream.request("OPTIONS").toString());

                assertTrue(stream.read().startsWith("SIP/2.0 200"), "connection " + i);
            }
        }
    }

    @Test
    void aMessageWhoseViaNamesAnotherTransportIsAnsweredOnItsOwn() throws Exception {
        try (var stream = new TcpPeer(server.port())) {
            stream.write(stream.request("OPTIONS")
                    .via("SIP/2.0/UDP 127.0.0.1:" + stream.port())
                    .toString());

            assertTrue(stream.read().startsWith("SIP/2.0 200"));
        }
    }
}
