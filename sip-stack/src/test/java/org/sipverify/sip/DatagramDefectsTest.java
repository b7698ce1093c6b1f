package org.sipverify.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.transport.TransportLimits;

/** Attacks on the running server over UDP; the numbers are those of the known defects of the stock transports. */
class DatagramDefectsTest {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final CountDownLatch RELEASE = new CountDownLatch(1);
    private static final TransportLimits LIMITS = new TransportLimits(
            16 << 10,
            64 << 10,
            2000,
            Duration.ofSeconds(5),
            100,
            100,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            64 << 10);

    private static int port;
    private static SipServer server;

    private Peer peer;

    @BeforeAll
    static void start() throws Exception {
        port = Peer.freePort();
        var config =
                new SipConfig("127.0.0.1", port, Set.of(Transport.UDP), "", 5000, 5, 1300, LIMITS, Samples.TRUSTING);
        server = SipServer.start(
                config,
                call -> {
                    CALLS.incrementAndGet();
                    if (call.invite().headers().first("X-Wait").isPresent()) {
                        RELEASE.await();
                    }
                    if (call.invite().headers().first("X-Overflow").isPresent()) {
                        throw new StackOverflowError("in a test");
                    }
                    call.answer(new Answer(302, "Moved Temporarily").with("Contact", "<sip:pbx.example>"));
                },
                SipMeter.NONE);
    }

    @AfterAll
    static void stop() {
        RELEASE.countDown();
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        peer = new Peer(port);
    }

    @AfterEach
    void stillServes() throws Exception {
        peer.close();
        try (var good = new Peer(port)) {
            good.send(Message.of("OPTIONS", good.port()).toString());
            assertTrue(good.receive().startsWith("SIP/2.0 200"));
        }
    }

    @Test
    void defect2AnErrorKillsNoThread() throws Exception {
        for (var i = 0; i < 50; i++) {
            peer.send(invite().with("X-Overflow: yes").toString());
            assertTrue(peer.receiveFinal().startsWith("SIP/2.0 500"));
        }
    }

    @Test
    void defect3AMessageThatTheParserStumblesOverLogsNothing() throws Exception {
        try (var log = new LogGrowth()) {
            for (var i = 0; i < 1000; i++) {
                peer.send(invite().with("Server: /").toString());
                assertTrue(peer.receive().startsWith("SIP/2.0 400 "));
            }

            assertEquals(0, log.characters());
        }
    }

    @Test
    void defect4ARefusalRepeatsNothingOfThePeers() throws Exception {
        var bad = invite().toString().replace("From: \"", "From: \"sec\"ret \"");

        peer.send(bad);

        var answer = peer.receive();
        assertTrue(answer.startsWith("SIP/2.0 400 "), answer);
        assertTrue(answer.length() <= bad.length(), answer);
        assertTrue(answer.contains("received=127.0.0.1"), answer);
        assertFalse(answer.lines().findFirst().orElse("").contains("sec"), answer);
    }

    @Test
    void defect5TheAnswerGoesToWhereThePacketCameFrom() throws Exception {
        for (var via : new String[] {
            "SIP/2.0/UDP 127.0.0.1:9;maddr=127.0.0.9", "SIP/2.0/UDP 127.0.0.1:9;received=192.0.2.9",
            "SIP/2.0/UDP no-such-host.invalid:9", "SIP/2.0/UDP 192.0.2.9"
        }) {
            peer.send(invite().via(via).toString());

            assertTrue(peer.receiveFinal().startsWith("SIP/2.0 302"), via);
        }
    }

    @Test
    void defect6AViaOfAnotherTransportOpensNoConnection() throws Exception {
        try (var bait = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            bait.setSoTimeout(700);
            peer.send(
                    invite().via("SIP/2.0/TCP 127.0.0.1:" + bait.getLocalPort()).toString());

            assertTrue(peer.receive().startsWith("SIP/2.0 400"));
            try (var dialled = bait.accept()) {
                throw new AssertionError("the server called " + dialled.getRemoteSocketAddress());
            } catch (SocketTimeoutException expected) {
                assertTrue(bait.isBound());
            }
        }
    }

    @Test
    void defect7WhatFollowsTheBodyIsNeverSeen() throws Exception {
        var calls = CALLS.get();
        var hidden = invite().toString();

        peer.send(Message.of("OPTIONS", peer.port()) + hidden);

        assertTrue(peer.receive().startsWith("SIP/2.0 200"));
        assertEquals(Optional.empty(), peer.receiveWithin(300));
        assertEquals(calls, CALLS.get());
    }

    @Test
    void defect7ADatagramShorterThanItsLengthGetsA400() throws Exception {
        peer.send(invite().toString().replace("Content-Length: 0", "Content-Length: 50"));

        assertTrue(peer.receive().startsWith("SIP/2.0 400"));
    }

    @Test
    void defect9InviteAndCancelNeverChangePlaces() throws Exception {
        var waiting = server.callsInHand();
        for (var i = 0; i < 1000; i++) {
            var invite = invite().with("X-Wait: yes");
            peer.send(invite.toString());
            peer.send(invite.as("CANCEL").toString());

            var first = peer.receiveFinal();
            var second = peer.receiveFinal();

            assertTrue((first + second).contains("SIP/2.0 200") && (first + second).contains("SIP/2.0 487"), first);
            peer.send(invite.as("ACK").toString());
        }
        for (var i = 0; i < 100 && server.callsInHand() > waiting; i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertEquals(waiting, server.callsInHand(), "a call cancelled before it began keeps no place");
    }

    @Test
    void defect10WaitingCallsDoNotDelayOptions() throws Exception {
        var before = CALLS.get();
        for (var i = 0; i < 1000; i++) {
            var invite = invite().with("X-Wait: yes").toString();
            peer.send(invite);
            peer.send(invite);
            if (i % 20 == 0) {
                TimeUnit.MILLISECONDS.sleep(10); // the kernel's buffer holds a few hundred datagrams
            }
        }
        for (var i = 0; i < 200 && CALLS.get() - before < 950; i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertTrue(CALLS.get() - before >= 950, "only " + (CALLS.get() - before) + " calls came through");
        try (var other = new Peer(port)) {
            var worst = 0L;
            for (var i = 0; i < 50; i++) {
                var start = System.nanoTime();
                other.send(Message.of("OPTIONS", other.port()).toString());
                assertTrue(other.receive().startsWith("SIP/2.0 200"));
                worst = Math.max(worst, System.nanoTime() - start);
            }
            assertTrue(worst < Duration.ofSeconds(2).toNanos(), "an OPTIONS took " + worst / 1_000_000 + " ms");
        }
    }

    @Test
    void garbageIsNotAnswered() throws Exception {
        for (var garbage : new String[] {"", "\r\n\r\n", "hello", "\0\1\2", "INVITE", "SIP/2.0 200 OK\r\n\r\n"}) {
            peer.send(garbage);
        }

        assertEquals(Optional.empty(), peer.receiveWithin(300));
    }

    @Test
    void anotherVersionIsTold() throws Exception {
        peer.send(invite().toString().replace("1.1 SIP/2.0", "").replaceFirst(" SIP/2.0\r\n", " SIP/7.0\r\n"));

        assertTrue(peer.receive().startsWith("SIP/2.0 505"));
    }

    private Message invite() {
        return Message.of("INVITE", peer.port());
    }
}
