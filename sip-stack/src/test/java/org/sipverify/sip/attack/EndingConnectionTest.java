package org.sipverify.sip.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;

/** By a connection nothing more can come, but what came before has its answers yet to get. */
class EndingConnectionTest extends AttackedOverTcp {
    /** More than may wait on one connection, and no more answers than the system takes while the peer only writes. */
    private static final int REQUESTS = 200;

    @BeforeEach
    void hold() {
        server.hold();
    }

    @ParameterizedTest
    @MethodSource
    void aCallInFrontOfWhatCannotBeFramedGetsItsAnswer(String unframed, String said) throws Exception {
        try (var caller = new TcpPeer(server.port())) {
            var calls = server.calls();
            caller.write(caller.request("INVITE").with("X-Wait: yes") + unframed);

            assertTrue(said.isEmpty() || caller.read().startsWith("SIP/2.0 " + said));
            Eventually.isTrue(() -> server.calls() == calls + 1);
            caller.write("x".repeat(10_000)); // and it is ignored
            server.release();

            assertTrue(caller.read().startsWith("SIP/2.0 302"));
            assertTrue(caller.ends());
        }
        assertEquals(0, server.lost(Loss.SLOW_READER));
    }

    static Stream<Arguments> aCallInFrontOfWhatCannotBeFramedGetsItsAnswer() {
        return Stream.of(
                argumentSet("what no request begins with", "\u0001\u0002", ""),
                argumentSet(
                        "a request of no length",
                        Message.of("OPTIONS", 0)
                                .via("SIP/2.0/TCP 127.0.0.1:9")
                                .toString()
                                .replace("Length: 0", "Length: x"),
                        "400"));
    }

    @Test
    void aCallerThatHasSaidItAllGetsItsAnswer() throws Exception {
        try (var caller = new TcpPeer(server.port())) {
            var calls = server.calls();
            caller.write(caller.request("INVITE").with("X-Wait: yes").toString());
            caller.saysNoMore();

            Eventually.isTrue(() -> server.calls() == calls + 1);
            server.release();

            assertTrue(caller.read().startsWith("SIP/2.0 302"));
            assertTrue(caller.ends());
        }
    }

    @Test
    void allOfAPipedFileIsAnswered() throws Exception {
        try (var caller = new TcpPeer(server.port())) {
            var file = new StringBuilder();
            for (var i = 0; i < REQUESTS; i++) {
                file.append(caller.request("OPTIONS"));
            }
            var answers =
                    new FutureTask<>(() -> caller.read(REQUESTS + 1)); // a peer that does not read meanwhile is cut off
            new Thread(answers).start();
            caller.write(file.toString());
            caller.saysNoMore();

            assertEquals(REQUESTS, answers.get().size());
            assertTrue(caller.ends());
        }
    }

    @ParameterizedTest
    @MethodSource
    void aConnectionByWhichNobodyIsWaitedForEndsAtOnce(String said) throws Exception {
        try (var caller = new TcpPeer(server.port())) {
            caller.write(said);
            caller.saysNoMore();

            assertTrue(caller.ends());
        }
    }

    static Stream<Arguments> aConnectionByWhichNobodyIsWaitedForEndsAtOnce() {
        return Stream.of(
                argumentSet("nothing was said", ""),
                argumentSet("half a message", "OPTIONS sip:a SIP/2.0\r\nVia: "),
                argumentSet("a keep-alive", "\r\n\r\n"));
    }

    @Test
    void aCallWhoseCallerIsGoneEnds() throws Exception {
        var calls = server.calls();
        try (var caller = new TcpPeer(server.port())) {
            caller.write(caller.request("INVITE").with("X-Wait: yes").toString());
            Eventually.isTrue(() -> server.calls() == calls + 1);
        }

        server.release();

        Eventually.isTrue(() -> server.callsInHand() == 0);
    }
}
