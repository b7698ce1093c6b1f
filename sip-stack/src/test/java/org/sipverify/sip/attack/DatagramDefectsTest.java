package org.sipverify.sip.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/** Attacks on the running server over UDP; docs/reference/jain-sip-defects.md says what the stock transports do. */
class DatagramDefectsTest {
    private static final TransportLimits LIMITS = new TransportLimits(
            new MessageSize(16 << 10, 64 << 10),
            new Backlog(2000, Duration.ofMinutes(1)),
            new Connections(100, 100, Duration.ofSeconds(30), Duration.ofSeconds(5), 64 << 10));

    private static AttackedServer server;

    private UdpPeer peer;

    @BeforeAll
    static void start() throws Exception {
        server = new AttackedServer(5000, LIMITS, Transport.UDP);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        peer = new UdpPeer(server.port());
    }

    @AfterEach
    void stillServes() throws Exception {
        peer.close();
        try (var good = new UdpPeer(server.port())) {
            good.send(Message.of("OPTIONS", good.port()).toString());
            assertTrue(good.receive().startsWith("SIP/2.0 200"));
        }
    }

    /** Its lanes stand still, so whatever is sent is soon more than they can take. */
    @Test
    void aFloodIsDroppedAndCountedAndKeptNowhere() throws Exception {
        var limits = new TransportLimits(
                new MessageSize(16 << 10, 64 << 10),
                new Backlog(50, Duration.ofMinutes(1)),
                new Connections(100, 100, Duration.ofSeconds(30), Duration.ofSeconds(5), 64 << 10));
        try (var flooded = new AttackedServer(100, limits, Transport.UDP);
                var attacker = new UdpPeer(flooded.port())) {
            var places = 50 * 2 * Runtime.getRuntime().availableProcessors();
            var before = AttackedServer.heap();
            flooded.stallLanes();
            for (var sent = 0; flooded.lost(Loss.QUEUE_FULL) < 10 * places; sent++) {
                attacker.send(Message.of("OPTIONS", attacker.port()) + "x".repeat(20_000));
                assertTrue(sent < 1000 * places, "nothing is dropped");
            }

            assertTrue(AttackedServer.heap() - before < places * 40_000L + (8 << 20));
            flooded.goOn();
            Eventually.isTrue(flooded::answers);
        }
    }

    @Test
    void anErrorKillsNoThread() throws Exception {
        for (var i = 0; i < 50; i++) {
            var invite = invite().with("X-Overflow: yes");
            peer.send(invite.toString());
            assertTrue(peer.receiveFinal(invite).startsWith("SIP/2.0 500"));
        }
    }

    @Test
    void aFieldThatTheParserWouldStumbleOverIsNotReadAndLogsNothing() throws Exception {
        try (var log = CapturedLog.everything()) {
            for (var i = 0; i < 1000; i++) {
                var invite = invite().with("Server: /");
                peer.send(invite.toString());
                assertTrue(peer.receiveFinal(invite).startsWith("SIP/2.0 302 "));
                peer.send(invite.as("ACK").toString());
            }

            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void aRefusalRepeatsNothingOfThePeers() throws Exception {
        var bad = invite().via("SIP/2.0/UDP caller.invalid:" + peer.port())
                .toString()
                .replace("From: \"", "From: \"sec\"ret \"");

        peer.send(bad);

        var answer = peer.receive();
        assertTrue(answer.startsWith("SIP/2.0 400 "), answer);
        assertTrue(answer.length() <= bad.length(), answer);
        assertTrue(answer.contains("received=127.0.0.1"), answer);
        assertFalse(answer.lines().findFirst().orElse("").contains("sec"), answer);
    }

    @Test
    void theAnswerGoesToTheAddressThePacketCameFrom() throws Exception {
        for (var via : new String[] {
            "SIP/2.0/UDP 127.0.0.1:PORT;maddr=127.0.0.9", "SIP/2.0/UDP 127.0.0.1:PORT;received=192.0.2.9",
            "SIP/2.0/UDP no-such-host.invalid:PORT", "SIP/2.0/UDP 192.0.2.9;rport"
        }) {
            var invite = invite().via(via.replace("PORT", Integer.toString(peer.port()))); // RFC 3261 section 18.2.2
            peer.send(invite.toString());

            assertTrue(peer.receiveFinal(invite).startsWith("SIP/2.0 302"), via);
        }
    }

    @Test
    void aViaOfAnotherTransportOpensNoConnection() throws Exception {
        try (var bait = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            bait.setSoTimeout(700);
            peer.send(invite().via("SIP/2.0/TCP 127.0.0.1:" + bait.getLocalPort() + ";rport")
                    .toString());

            assertTrue(peer.receiveFinal().startsWith("SIP/2.0 302"));
            try (var dialled = bait.accept()) {
                throw new AssertionError("the server called " + dialled.getRemoteSocketAddress());
            } catch (SocketTimeoutException expected) {
                assertTrue(bait.isBound());
            }
        }
    }

    @Test
    void whatFollowsTheBodyIsNeverSeen() throws Exception {
        var calls = server.calls();
        var hidden = invite().toString();

        peer.send(Message.of("OPTIONS", peer.port()) + hidden);

        assertTrue(peer.receive().startsWith("SIP/2.0 200"));
        assertEquals(Optional.empty(), peer.receiveWithin(300));
        assertEquals(calls, server.calls());
    }

    @Test
    void aDatagramShorterThanItsLengthGetsA400() throws Exception {
        peer.send(invite().toString().replace("Content-Length: 0", "Content-Length: 50"));

        assertTrue(peer.receive().startsWith("SIP/2.0 400"));
    }

    @Tag("slow")
    @Test
    void inviteAndCancelNeverChangePlaces() throws Exception {
        try (var own = new AttackedServer(5000, LIMITS, Transport.UDP);
                var caller = new UdpPeer(own.port())) {
            for (var i = 0; i < 3000; i++) {
                var invite = Message.of("INVITE", caller.port()).with("X-Wait: yes");
                caller.send(invite.toString());
                caller.send(invite.as("CANCEL").toString());

                var answers = caller.receiveFinal(invite) + caller.receiveFinal(invite);

                assertTrue(answers.contains("SIP/2.0 200") && answers.contains("SIP/2.0 487"), answers);
                caller.send(invite.as("ACK").toString());
            }
            Eventually.isTrue(() -> own.callsInHand() == 0); // one cancelled before it began keeps no place
        }
    }

    /**
     * An idle server is asked in turn with the busy one: what others' work on this machine takes, it takes from both.
     * In one of five rounds half of the answers come as soon from the one as from the other, give or take 50 ms.
     */
    @Tag("slow")
    @Test
    void waitingCallsDoNotDelayOptions() throws Exception {
        try (var busy = new AttackedServer(5000, LIMITS, Transport.UDP);
                var callers = new UdpPeer(busy.port());
                var waiting = new UdpPeer(busy.port());
                var idle = new UdpPeer(server.port())) {
            haveCallsWait(busy, callers, 1000);

            var delay = delay(waiting, idle);
            for (var round = 1; round < 5 && delay.toMillis() >= 50; round++) {
                delay = delay(waiting, idle);
            }

            assertTrue(delay.toMillis() < 50, "half of the OPTIONS took longer by more than " + delay);
            assertEquals(1000, busy.callsInHand());
        }
    }

    /** Each INVITE comes twice. The kernel's buffer holds a few hundred datagrams, so no more are under way. */
    private static void haveCallsWait(AttackedServer server, UdpPeer callers, int count) throws Exception {
        for (var i = 1; i <= count; i++) {
            var invite =
                    Message.of("INVITE", callers.port()).with("X-Wait: yes").toString();
            callers.send(invite);
            callers.send(invite);
            if (i % 20 == 0) {
                var begun = i;
                Eventually.isTrue(() -> server.calls() >= begun);
            }
        }
    }

    private static Duration delay(UdpPeer waiting, UdpPeer idle) throws Exception {
        var times = new long[2][50];
        for (var i = 0; i < 50; i++) {
            times[0][i] = timeOfOptions(waiting);
            times[1][i] = timeOfOptions(idle);
        }
        Arrays.sort(times[0]);
        Arrays.sort(times[1]);
        return Duration.ofNanos(times[0][25] - times[1][25]);
    }

    private static long timeOfOptions(UdpPeer caller) throws Exception {
        var start = System.nanoTime();
        caller.send(Message.of("OPTIONS", caller.port()).toString());
        assertTrue(caller.receive().startsWith("SIP/2.0 200"));
        return System.nanoTime() - start;
    }

    @Test
    void garbageIsNotAnswered() throws Exception {
        for (var garbage : new String[] {"", "\r\n\r\n", "hello", "\0\1\2", "INVITE", "SIP/2.0 200 OK\r\n\r\n"}) {
            peer.send(garbage);
        }

        assertEquals(Optional.empty(), peer.receiveWithin(300));
    }

    /** The parser would read for ever, and fill the heap. */
    @Test
    void aCommentInAViaThatNeverEndsIsRefused() throws Exception {
        peer.send(invite().toString().replace("Max-Forwards", "Via: SIP/2.0/UDP x (\r\nMax-Forwards"));

        assertTrue(peer.receive().startsWith("SIP/2.0 400"));
    }

    @Test
    void aBadDateIsNoReasonToRefuseACall() throws Exception {
        peer.send(invite().with("Date: Sun, 31 Feb 2027 99:99:99 GMT").toString());

        assertTrue(peer.receiveFinal().startsWith("SIP/2.0 302"));
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
