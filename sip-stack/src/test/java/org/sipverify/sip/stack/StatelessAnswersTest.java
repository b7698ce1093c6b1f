package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.attack.AttackedServer;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;

/** A request that is not an INVITE is answered from its own octets and forgotten (RFC 3261 section 8.2.7). */
class StatelessAnswersTest extends ServerAndCaller {
    @ParameterizedTest
    @MethodSource("requests")
    void leavesNothingAndTheTagIsTheSameEachTime(Message request, String status) throws Exception {
        start(call -> call.answer(MOVED));
        var text = request.via("SIP/2.0/UDP 127.0.0.1:" + caller.port()).toString();

        caller.send(text);
        var first = caller.receive();
        caller.send(text);
        var again = caller.receive();

        assertTrue(first.startsWith("SIP/2.0 " + status), first);
        assertEquals(first, again);
        assertEquals(0, server.transactions());
        Eventually.isTrue(() -> server.held().held() == 0);
    }

    static Stream<Arguments> requests() {
        var inDialog = "<sip:+14155551234@127.0.0.1>;tag=gone-by-now";
        return Stream.of(
                argumentSet("OPTIONS", Message.of("OPTIONS", 0), "200"),
                argumentSet("a method that is not served", Message.of("SWOOP", 0), "405"),
                argumentSet(
                        "a scheme that is not served", Message.of("INVITE", 0).uri("http://x.example"), "416"),
                argumentSet(
                        "a request of a dialog that is gone",
                        Message.of("BYE", 0).to(inDialog),
                        "481"),
                argumentSet("a CANCEL of nothing", Message.of("CANCEL", 0), "481"),
                argumentSet("no hops left", Message.of("INVITE", 0).maxForwards(0), "483"),
                argumentSet("an extension", Message.of("OPTIONS", 0).with("Require: gruu"), "420"),
                argumentSet("malformed", Message.of("INVITE", 0).uri("sip:a@b..c"), "400"));
    }

    @Test
    void aDrainingServerAnswers503WithoutATransaction() throws Exception {
        start(call -> call.answer(MOVED));
        server.drain(java.time.Duration.ofSeconds(1));

        caller.send(invite().toString());

        assertTrue(caller.receive().startsWith("SIP/2.0 503"));
        assertEquals(0, server.transactions());
    }

    /** The To tag of a CANCEL's answer is that of its INVITE's (RFC 3261 section 9.2), also when the INVITE is over. */
    @Test
    void aCancelThatComesAfterTheAckHasTheTagOfTheInvite() throws Exception {
        start(call -> call.answer(MOVED));
        var invite = invite();
        caller.send(invite.toString());
        var moved = caller.receiveFinal(invite);
        caller.send(invite.as("ACK").toString());
        Eventually.isTrue(() -> server.transactions() == 0);
        caller.discard();

        caller.send(invite.as("CANCEL").toString());

        var ok = caller.receive();
        assertTrue(ok.startsWith("SIP/2.0 200"), ok);
        assertEquals(tag(moved), tag(ok));
    }

    @Test
    void largeOptionsOverUdpFillNoMemory() throws Exception {
        start(call -> call.answer(MOVED));
        var body = "x".repeat(55_000);
        options(body, 200);
        var before = AttackedServer.heap();

        options(body, 2000);

        assertTrue(AttackedServer.heap() - before < 8 << 20, "2,000 of them had 110 MB");
        assertEquals(0, server.held().held());
    }

    private void options(String body, int count) throws Exception {
        for (var i = 0; i < count; i++) {
            var text = Message.of("OPTIONS", caller.port())
                    .toString()
                    .replace("Content-Length: 0", "Content-Length: " + body.length());
            caller.send(text + body);
            assertTrue(caller.receive().startsWith("SIP/2.0 200"));
        }
    }

    @Test
    void anAnsweredInviteKeepsItsAnswerAndNothingElse() throws Exception {
        start(call -> call.answer(MOVED));
        var answers = 0;
        for (var i = 0; i < 500; i++) {
            var invite = invite().with("X-Pad: " + "p".repeat(7_000));
            var text = invite.toString().replace("Content-Length: 0", "Content-Length: 40000") + "b".repeat(40_000);
            caller.send(text);
            answers += caller.receiveFinal(invite).getBytes(UTF_8).length;
        }

        assertEquals(500, server.transactions());
        var held = server.held().held();
        Eventually.isTrue(() -> server.held().held() < 500 * 3_000L);
        assertTrue(held < answers + 500 * 2_500L, held + " octets are held for " + answers + " octets of answers");
    }
}
