package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.testbed.CountingMeter;
import org.sipverify.sip.testbed.FakeServer;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/** Requests that a running server sends: it serves nobody but 127.0.0.9, and hears whom it asks all the same. */
class ServerRequestsTest {
    private static final Manner PATIENT = new Manner(Duration.ofSeconds(30));

    private final CountingMeter meter = new CountingMeter();
    private final Events events = new Events();
    private FakeServer far;
    private SipServer server;
    private RequestSender sender;
    private int port;

    @BeforeEach
    void open() throws Exception {
        far = new FakeServer();
        port = FreePort.next();
        var config = Samples.config(
                "127.0.0.1",
                port,
                Set.of(Transport.UDP, Transport.TCP),
                "",
                10,
                5,
                1300,
                Samples.LIMITS,
                Samples.admission("allow = [\"127.0.0.9\"]"));
        server = SipServer.start(config, call -> {}, meter);
        sender = server.sender(new OutboundConfig(Sending.NO_DNS, Duration.ofSeconds(20)));
    }

    @AfterEach
    void close() {
        server.close();
        far.close();
    }

    @Test
    void leaveFromTheSocketItListensOnAndAreAnsweredThere() throws Exception {
        sender.send(Sending.request("OPTIONS", target(far.port())), PATIENT, events);

        var request = far.receive();
        far.answer(request, "200 OK", "far");

        assertEquals("200", events.next());
        assertTrue(
                request.source().toString().endsWith("127.0.0.1:" + port),
                request.source().toString());
        assertTrue(request.line("Via").startsWith("SIP/2.0/UDP 127.0.0.1:" + port + ";"), request.line("Via"));
        assertEquals(1, server.clientTransactions());
        assertEquals(0, meter.lostSoFar(Loss.STRAY_RESPONSE));
        assertEquals(0, server.transactions());
    }

    @Test
    void aResponseFromAnotherSourceIsDroppedAndCounted() throws Exception {
        sender.send(Sending.request("OPTIONS", target(far.port())), PATIENT, events);
        var request = far.receive();
        try (var stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.9"))) {
            var forged = request.answer("404 Not Found", "far").getBytes(StandardCharsets.UTF_8);
            stranger.send(new DatagramPacket(forged, forged.length, request.source()));

            assertEquals(1, meter.awaitLost(Loss.FOREIGN_RESPONSE, 1));
        }
        assertTrue(events.isEmpty());
        far.answer(request, "200 OK", "far");
        assertEquals("200", events.next());
    }

    @Test
    void aConnectionIsSharedAndItsEndEndsWhatWaitsOnIt() throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var target = target(listening.getLocalPort()).over(Transport.TCP);
            sender.send(Sending.request("OPTIONS", target), PATIENT, events);
            sender.send(Sending.request("OPTIONS", target), PATIENT, events);
            try (var peer = listening.accept()) {
                for (var answered = 0; answered < 2; answered++) {
                    var request = read(peer);
                    assertTrue(request.contains("Via: SIP/2.0/TCP 127.0.0.1:" + port + ";"), request);
                    peer.getOutputStream()
                            .write(new FakeServer.Request(request, listening.getLocalSocketAddress(), 0)
                                    .answer("200 OK", "far")
                                    .getBytes(StandardCharsets.UTF_8));
                    assertEquals("200", events.next());
                }
                Eventually.isTrue(() -> server.clientTransactions() == 0);

                sender.send(Sending.request("OPTIONS", target), PATIENT, events);
                assertTrue(read(peer).startsWith("OPTIONS "));
            }
            assertEquals("UNREACHABLE", events.next(), "the peer has closed the connection");
        }
    }

    @Test
    void aRequestOnAConnectionThatTheServerOpenedIsServed() throws Exception {
        var trusting = Samples.config(
                "127.0.0.1", FreePort.next(), Set.of(Transport.TCP), "", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var other = SipServer.start(trusting, call -> {}, meter)) {
            other.sender(new OutboundConfig(Sending.NO_DNS, Duration.ofSeconds(20)))
                    .send(
                            Sending.request(
                                    "OPTIONS", target(listening.getLocalPort()).over(Transport.TCP)),
                            PATIENT,
                            events);
            try (var peer = listening.accept()) {
                var options = read(peer);

                peer.getOutputStream()
                        .write(options.replace("z9hG4bK", "z9hG4bKpeer").getBytes(StandardCharsets.UTF_8));

                assertTrue(read(peer).startsWith("SIP/2.0 200 "));
            }
            assertEquals("UNREACHABLE", events.next());
        }
    }

    private static String read(Socket peer) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            text.append((char) peer.getInputStream().read());
        }
        return text.toString();
    }

    private static Target target(int port) {
        return Target.parse("127.0.0.1:" + port);
    }
}
