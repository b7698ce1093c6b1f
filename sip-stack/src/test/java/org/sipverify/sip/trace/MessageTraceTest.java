package org.sipverify.sip.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.Answer;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.testbed.WaitingHandler;
import org.sipverify.sip.trace.TracedMessage.Direction;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/** What a trace sees of the running server; each test ends with an exchange that must be the last that is seen. */
class MessageTraceTest {
    private final List<TracedMessage> seen = new CopyOnWriteArrayList<>();
    private final int port;
    private SipServer server;

    MessageTraceTest() throws Exception {
        port = FreePort.next();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void seesEveryDatagramOnce() throws Exception {
        start(seen::add);
        var before = Instant.now();
        try (var peer = new UdpPeer(port)) {
            var invite = Message.of("INVITE", peer.port());
            peer.send(invite.toString());
            var trying = peer.receive();
            var moved = peer.receive();
            var retransmitted = peer.receive(); // Timer G of RFC 3261 section 17.2.1
            peer.send(invite.as("ACK").toString());
            peer.send("\r\n\r\n");
            peer.send("OPTIONS");
            var options = Message.of("OPTIONS", peer.port());
            peer.send(options.toString());
            var ok = peer.receiveFinal(options);

            assertEquals(moved, retransmitted);
            assertTrue(Collections.frequency(texts(), "SENT " + moved) >= 2, "more than that if the ACK was late");
            assertEquals(
                    List.of(
                            "RECEIVED " + invite,
                            "SENT " + trying,
                            "SENT " + moved,
                            "RECEIVED " + invite.as("ACK"),
                            "RECEIVED OPTIONS",
                            "RECEIVED " + options,
                            "SENT " + ok),
                    texts().stream().distinct().toList());
            assertEquals(Optional.of(invite.callId()), seen.get(2).callId());
            assertAddresses(peer.port(), Transport.UDP);
            assertTrue(seen.stream()
                    .allMatch(it -> Duration.between(before, it.time()).abs().toMinutes() < 2));
        }
    }

    @Test
    void seesEveryMessageOfAConnectionOnceAndNoPing() throws Exception {
        start(seen::add);
        try (var trunk = new TcpPeer(port)) {
            var invite = trunk.request("INVITE");
            trunk.write("\r\n\r\n");
            assertEquals("\r\n", trunk.raw(2));
            trunk.write(invite.toString());
            var moved = trunk.read();
            trunk.write(invite.toString());
            var again = trunk.read();
            trunk.write(invite.as("ACK").toString());
            var options = trunk.request("OPTIONS").toString();
            trunk.write(options);
            var ok = trunk.read();

            var finals = texts();
            assertTrue(finals.removeIf(text -> text.startsWith("SENT SIP/2.0 100")), "the peer here reads past it");
            assertEquals(
                    List.of(
                            "RECEIVED " + invite,
                            "SENT " + moved,
                            "RECEIVED " + invite,
                            "SENT " + again,
                            "RECEIVED " + invite.as("ACK"),
                            "RECEIVED " + options,
                            "SENT " + ok),
                    finals);
            assertAddresses(trunk.port(), Transport.TCP);
        }
    }

    @Test
    void seesWhatTheGuardRefuses() throws Exception {
        start(seen::add);
        try (var peer = new UdpPeer(port);
                var trunk = new TcpPeer(port)) {
            var bad = Message.of("INVITE", peer.port()).toString().replace("CSeq: 1", "CSeq: one");
            peer.send(bad);
            var refusal = peer.receive();
            var worse = trunk.request("INVITE").toString().replace("CSeq: 1", "CSeq: one");
            trunk.write(worse);
            var another = trunk.read();

            assertTrue(refusal.startsWith("SIP/2.0 400") && another.startsWith("SIP/2.0 400"), refusal + another);
            assertEquals(
                    List.of("RECEIVED " + bad, "SENT " + refusal, "RECEIVED " + worse, "SENT " + another), texts());
        }
    }

    @Test
    void seesTheLastWordsOfABrokenStream() throws Exception {
        start(seen::add);
        try (var trunk = new TcpPeer(port)) {
            var header = trunk.request("INVITE").toString().replace("Content-Length: 0", "Content-Length: -1");
            trunk.write(header + "whatever follows");
            var refusal = trunk.read();

            assertTrue(trunk.ends());
            assertTrue(refusal.startsWith("SIP/2.0 400"), refusal);
            assertEquals(List.of("RECEIVED " + header, "SENT " + refusal), texts());
        }
        try (var stranger = new TcpPeer(port)) {
            stranger.write("\u0016\u0003\u0001 no SIP at all");

            assertTrue(stranger.ends());
            assertEquals(2, seen.size(), "what is not answered is not a message");
        }
    }

    @Test
    void aTraceThatThrowsHurtsNothing() throws Exception {
        try (var log = new CapturedLog(ShieldedTrace.class.getName(), Level.ERROR);
                var peer = new UdpPeer(port);
                var trunk = new TcpPeer(start(MessageTrace.all(List.of(MessageTraceTest::fail, seen::add))))) {
            var options = Message.of("OPTIONS", peer.port());
            peer.send(options.toString());
            assertTrue(peer.receive().startsWith("SIP/2.0 200"));
            trunk.write(trunk.request("INVITE").toString());
            assertTrue(trunk.read().startsWith("SIP/2.0 302"));

            assertEquals("RECEIVED " + options, texts().get(0), "the trace beside it sees all");
            assertEquals(5, seen.size());
            assertEquals(
                    List.of("ERROR a message trace failed, 1 times since the last such line"),
                    log.lines(),
                    "one line a minute");
        }
    }

    @Test
    void noneAndNothingAreLeftOut() throws Exception {
        MessageTrace one = seen::add;

        assertSame(MessageTrace.NONE, MessageTrace.all(List.of(MessageTrace.NONE)));
        assertSame(one, MessageTrace.all(List.of(MessageTrace.NONE, one)));
        start(MessageTrace.NONE);
    }

    @Test
    void theLogHasEachMessageOnOneLine() throws Exception {
        assertSame(MessageTrace.NONE, LoggingTrace.ifEnabled());
        try (var log = new CapturedLog("sip.trace", Level.TRACE);
                var peer = new UdpPeer(start(LoggingTrace.ifEnabled()))) {
            peer.send("OPTIONS \u001b[31m\\ \u00e9\r\n");
            peer.send(Message.of("OPTIONS", peer.port()).toString());
            peer.receive();

            var way = "TRACE udp 127.0.0.1:%d %s 127.0.0.1:" + peer.port() + ": ";
            assertEquals(
                    way.formatted(port, "<-") + "OPTIONS \\x1b[31m\\\\ \\xc3\\xa9\\r\\n",
                    log.lines().get(0));
            assertTrue(log.lines().get(2).startsWith(way.formatted(port, "->") + "SIP/2.0 200 OK\\r\\n"));
            assertFalse(log.lines().get(2).contains("\n"));
        }
    }

    private static void fail(TracedMessage message) {
        throw new IllegalStateException("in a test, at " + message.direction());
    }

    /** The port it listens on. */
    private int start(MessageTrace trace) throws CannotListenException {
        var config = Samples.config(
                "127.0.0.1",
                port,
                Set.of(Transport.UDP, Transport.TCP),
                "",
                100,
                5,
                1300,
                Samples.LIMITS,
                Samples.TRUSTING);
        server = SipServer.start(config, new WaitingHandler(this::move), SipMeter.NONE, trace);
        return port;
    }

    /** Answers once the caller has heard 100. */
    private void move(IncomingCall call) {
        var callId = Optional.of(call.invite().callId());
        Eventually.isTrue(() -> seen.stream()
                .anyMatch(it -> it.direction() == Direction.SENT && it.callId().equals(callId)));
        call.answer(new Answer(302, "Moved Temporarily").with("Contact", "<sip:pbx.example>"));
    }

    private List<String> texts() {
        var texts = new ArrayList<String>();
        seen.forEach(it -> texts.add(it.direction() + " " + new String(it.bytes(), UTF_8)));
        return texts;
    }

    private void assertAddresses(int peerPort, Transport transport) {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var there = new InetSocketAddress(InetAddress.getLoopbackAddress(), peerPort);
        for (var message : seen) {
            var received = message.direction() == Direction.RECEIVED;
            assertEquals(
                    List.of(received ? there : here, received ? here : there, transport),
                    Stream.of(message.source(), message.destination(), message.transport())
                            .toList());
        }
    }
}
