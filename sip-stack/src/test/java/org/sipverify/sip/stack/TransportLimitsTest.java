package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Answer;
import org.sipverify.sip.testbed.CountingMeter;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/** The limits of the wires, each reached in the running server. */
class TransportLimitsTest {
    private final CountingMeter meter = new CountingMeter();
    private int port;
    private SipServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void oneConnectionTooManyIsClosedAndAFreePlaceIsTakenAgain(int all, int perSource) throws Exception {
        start(2000, all, perSource);
        var open = new ArrayList<TcpPeer>();
        for (var i = 0; i < 3; i++) {
            open.add(new TcpPeer(port));
            open.get(i).write(open.get(i).request("OPTIONS").toString());
            assertTrue(open.get(i).read().startsWith("SIP/2.0 200"), "connection " + i);
        }

        try (var tooMany = new TcpPeer(port)) {
            assertTrue(tooMany.ends());
        }

        assertEquals(1, meter.awaitLost(Loss.CONNECTION_LIMIT, 1));
        open.remove(0).close();
        Eventually.isTrue(this::isServed); // the server sees the end of a connection a moment later than its peer
        for (var trunk : open) {
            trunk.close();
        }
    }

    static Stream<Arguments> oneConnectionTooManyIsClosedAndAFreePlaceIsTakenAgain() {
        return Stream.of(argumentSet("in all", 3, 100), argumentSet("from one source", 100, 3));
    }

    /** An Identity of many numbers has more than 8 KiB. */
    @ParameterizedTest
    @MethodSource
    void oneFieldMayHaveAllOfTheHeaderAndFieldsAreCounted(String fields, String status) throws Exception {
        port = FreePort.next();
        var limits = new TransportLimits(
                new MessageSize(64 << 10, 64 << 10, 64),
                new Backlog(100, Duration.ofMinutes(1)),
                new Connections(10, 10, Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20));
        server = SipServer.start(
                Samples.config("127.0.0.1", port, Set.of(Transport.TCP), "", 100, 7, 1300, limits, Samples.TRUSTING),
                call -> call.answer(Answer.serverError()),
                meter);
        try (var trunk = new TcpPeer(port)) {
            trunk.write(trunk.request("INVITE").with(fields).toString());

            assertTrue(trunk.read().startsWith("SIP/2.0 " + status));
        }
    }

    static Stream<Arguments> oneFieldMayHaveAllOfTheHeaderAndFieldsAreCounted() {
        return Stream.of(
                argumentSet("a large field", "Identity: " + "i".repeat(60_000), "500"),
                argumentSet("fifty fields", "X: y" + "\r\nX: y".repeat(49), "500"),
                argumentSet("a hundred fields", "X: y" + "\r\nX: y".repeat(99), "400"));
    }

    private boolean isServed() {
        try (var next = new TcpPeer(port)) {
            next.writeUnlessClosed(next.request("OPTIONS").toString());
            return !next.read(1).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatDoesNotFitTheQueueIsDroppedAndTheServerServesOn() throws Exception {
        start(1, 100, 100);
        try (var flood = new UdpPeer(port)) {
            var options = Message.of("OPTIONS", flood.port());
            for (var i = 0; i < 200_000 && meter.lostSoFar(Loss.QUEUE_FULL) == 0; i++) {
                flood.send(options.branch("z9hG4bK-" + i).toString());
            }
            assertTrue(meter.awaitLost(Loss.QUEUE_FULL, 1) > 0, "nothing was too much");
        }

        Eventually.isTrue(this::answers);
    }

    /** What comes while another datagram is handled may be too much again. */
    private boolean answers() {
        try (var caller = new UdpPeer(port)) {
            caller.send(Message.of("OPTIONS", caller.port()).toString());
            return caller.receiveWithin(1000).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(int queue, int connections, int perSource) throws Exception {
        port = FreePort.next();
        var limits = new TransportLimits(
                new MessageSize(16 << 10, 64 << 10),
                new Backlog(queue, Duration.ofMinutes(1)),
                new Connections(connections, perSource, Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20));
        var both = Set.of(Transport.UDP, Transport.TCP);
        var config = Samples.config(
                "127.0.0.1", port, both, "", 100, 7, 1300, limits, Samples.admission("rate-per-source = 0"));
        server = SipServer.start(config, call -> call.answer(Answer.serverError()), meter);
    }
}
