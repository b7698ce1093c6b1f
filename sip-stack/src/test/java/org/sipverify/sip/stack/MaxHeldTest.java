package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.Answer;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.testbed.CountingMeter;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.testbed.WaitingHandler;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/**
 * What is held for others has one limit. Strangers call from 127.0.0.1 and the named caller from 127.0.0.2, so that
 * each is told apart by its address.
 */
class MaxHeldTest {
    private static final int LIMIT = 4 << 20;
    private static final String NAMED = "127.0.0.2";
    private static final Answer MOVED = new Answer(302, "Moved Temporarily").with("Contact", "<sip:pbx.example>");

    private final CountingMeter meter = new CountingMeter();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private int port;
    private SipServer server;
    private UdpPeer stranger;
    private UdpPeer named;

    @BeforeEach
    void open() throws Exception {
        port = FreePort.next();
        server = SipServer.start(
                new SipConfig(
                        new SipConfig.Listening(
                                "127.0.0.1", port, Set.of(Transport.UDP, Transport.TCP), Optional.empty()),
                        "",
                        new SipConfig.Capacity(1000, 7, 1300, 1024, LIMIT, 100),
                        Samples.LIMITS,
                        Samples.admission(
                                "allow = [\"" + NAMED + "\"], unknown = serve, rate-per-source = 0, rate = 0"),
                        List.of()),
                new WaitingHandler(call -> {
                    calls.incrementAndGet();
                    if (call.invite().headers().first("X-Wait").isPresent()) {
                        release.await();
                    }
                    call.answer(MOVED);
                }),
                meter);
        stranger = new UdpPeer(port);
        named = new UdpPeer(port, NAMED);
    }

    @AfterEach
    void close() {
        release.countDown();
        stranger.close();
        named.close();
        server.close();
    }

    @Test
    void theOldestAnswersWithoutAnAckAreGivenUpFirst() throws Exception {
        var first = Message.of("INVITE", stranger.port());
        answered(stranger, first);

        for (var i = 0; i < 4000; i++) {
            answered(stranger, Message.of("INVITE", stranger.port()));
        }

        assertTrue(server.held().held() <= LIMIT, server.held().held() + " octets");
        assertTrue(server.transactions() < 4000, server.transactions() + " transactions");
        var before = calls.get();
        stranger.send(first.toString());
        Eventually.isTrue(() -> calls.get() == before + 1); // the oldest was forgotten, so it is a new call
    }

    @Test
    void aNamedCallersAnswersAreNotGivenUpForStrangers() throws Exception {
        var ours = Message.of("INVITE", named.port());
        answered(named, ours);
        for (var i = 0; i < 4000; i++) {
            answered(stranger, Message.of("INVITE", stranger.port()));
        }
        var before = calls.get();

        named.discard();
        named.send(ours.toString());

        assertTrue(named.receiveFinal(ours).startsWith("SIP/2.0 302"));
        assertEquals(before, calls.get());
    }

    @Test
    void strangersGet503ThenSilenceAndANamedCallerIsServed() throws Exception {
        var told = 0;
        for (var i = 0; i < 400; i++) {
            stranger.send(waiting(Message.of("INVITE", stranger.port())));
            told += stranger.receiveWithin(i < 20 ? 1 : 5)
                            .filter(answer -> answer.startsWith("SIP/2.0 503"))
                            .isPresent()
                    ? 1
                    : 0;
        }

        assertTrue(told > 0, "no 503 was sent");
        assertTrue(server.held().held() <= LIMIT * 3L / 4, "a quarter is for named callers");
        assertTrue(server.callsInHand() < 60, server.callsInHand() + " calls of more than 60 kB each");
        var ours = Message.of("INVITE", named.port());
        answered(named, ours);
    }

    @Test
    void halfMessagesOverTcpAreChargedAndGivenBack() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 200; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                var message = Message.of("OPTIONS", 1).toString().replace("Content-Length: 0", "Content-Length: 60000");
                socket.getOutputStream().write((message + "x".repeat(50_000)).getBytes(US_ASCII));
            }
            assertTrue(meter.awaitLost(Loss.HELD_FULL, 1) > 0);
            assertTrue(server.held().held() <= LIMIT * 3L / 4);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        Eventually.isTrue(() -> server.held().held() == 0);
    }

    @Test
    void aQuarterOfThePlacesIsForNamedCallers() throws Exception {
        for (var i = 0; i < 800; i++) {
            stranger.send(
                    Message.of("INVITE", stranger.port()).with("X-Wait: yes").toString());
            if (i % 20 == 0) {
                stranger.discard();
            }
        }

        assertTrue(server.callsInHand() <= 750, server.callsInHand() + " calls");
        answered(named, Message.of("INVITE", named.port()));
    }

    private static String waiting(Message invite) {
        return invite.with("X-Wait: yes").toString().replace("Content-Length: 0", "Content-Length: 50000")
                + "b".repeat(50_000);
    }

    private static void answered(UdpPeer caller, Message invite) throws Exception {
        caller.send(invite.toString());
        assertTrue(caller.receiveFinal(invite).startsWith("SIP/2.0 302"));
    }
}
