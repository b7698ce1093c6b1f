package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/** Which port responses over UDP go to (RFC 3261 section 18.2.2, RFC 3581 section 4). */
class ReplyPathTest extends ServerAndCaller {
    /** Where the caller listens; it sends from another port. */
    private UdpPeer listening;

    @BeforeEach
    void listen() throws Exception {
        listening = new UdpPeer(port);
    }

    @AfterEach
    void stopListening() {
        listening.close();
    }

    @ParameterizedTest
    @MethodSource
    void aResponseGoesToThePortOfTheVia(Message request, String status) throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(request.via(elsewhere()).toString());

        assertTrue(listening.receiveFinal().startsWith("SIP/2.0 " + status));
    }

    static Stream<Arguments> aResponseGoesToThePortOfTheVia() {
        return Stream.of(
                argumentSet("of a call", Message.of("INVITE", 0), "302"),
                argumentSet("without a transaction", Message.of("OPTIONS", 0), "200"),
                argumentSet("that the guard rejects", Message.of("OPTIONS", 0).with("Call-ID: another"), "400"),
                argumentSet("that the parser rejects", Message.of("OPTIONS", 0).uri("sip:a@b..c"), "400"));
    }

    @ParameterizedTest
    @MethodSource
    void aResponseGoesToThePortItCameFrom(String via) throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(Message.of("INVITE", 0)
                .via("SIP/2.0/UDP 127.0.0.1:" + via.replace("PORT", Integer.toString(listening.port())))
                .toString());

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 "));
    }

    static Stream<Arguments> aResponseGoesToThePortItCameFrom() {
        return Stream.of(
                argumentSet("asked for", "PORT;rport"),
                argumentSet("asked for with a value", "PORT;rport=5060"),
                argumentSet("asked for in other letters", "PORT;Rport"),
                argumentSet("no port", "0"),
                argumentSet("no port that there is", "65536"),
                argumentSet("not a number", "sip"));
    }

    @Test
    void theOperatorMayForceThePortItCameFrom() throws Exception {
        server = SipServer.start(Samples.forcingRport(config(100)), call -> call.answer(MOVED), SipMeter.NONE);

        caller.send(Message.of("INVITE", 0).via(elsewhere()).toString());

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    /** The key of a transaction has no port in it but that of sent-by. */
    @Test
    void ackAndCancelAreMatchedAsBefore() throws Exception {
        startWaiting(call -> {
            calls.add(call);
            release.await();
        });
        var invite = Message.of("INVITE", 0).via(elsewhere());
        caller.send(invite.toString());
        calls.take();

        caller.send(invite.as("CANCEL").toString());

        var answers = listening.receiveFinal() + listening.receiveFinal();
        assertTrue(answers.contains("SIP/2.0 200 ") && answers.contains("SIP/2.0 487 "), answers);
        caller.send(invite.as("ACK").toString());
        Eventually.isTrue(() -> server.transactions() == 0);
    }

    @Test
    void theCallerIsStillWhereItsPacketsComeFrom() throws Exception {
        start(call -> {
            calls.add(call);
            call.answer(MOVED);
        });

        caller.send(Message.of("INVITE", 0).via(elsewhere()).toString());

        assertEquals(caller.port(), calls.take().invite().source().getPort());
    }

    private String elsewhere() {
        return "SIP/2.0/UDP 127.0.0.1:" + listening.port();
    }
}
