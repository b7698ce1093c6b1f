package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.testkit.Message;

/** Requests that are not, or not quite, the INVITE of a new call. */
class NoNewCallTest extends ServerAndCaller {
    @ParameterizedTest
    @MethodSource
    void answersWhatIsNoNewCall(Message request, String status, String field) throws Exception {
        start(call -> calls.add(call));

        caller.send(request.via("SIP/2.0/UDP 127.0.0.1:" + caller.port()).toString());

        var answer = caller.receiveFinal();
        assertTrue(answer.startsWith("SIP/2.0 " + status), answer);
        assertTrue(answer.contains(field), answer);
        assertTrue(tag(answer).length() >= 8, answer);
        assertEquals(0, calls.size());
    }

    static Stream<Arguments> answersWhatIsNoNewCall() {
        var inDialog = "<sip:+14155551234@127.0.0.1>;tag=gone-by-now";
        return Stream.of(
                argumentSet("OPTIONS", Message.of("OPTIONS", 0), "200", "Allow: INVITE, ACK, CANCEL, OPTIONS\r\n"),
                argumentSet("OPTIONS says what it accepts", Message.of("OPTIONS", 0), "200", "Accept: application/sdp"),
                argumentSet("OPTIONS says what it supports", Message.of("OPTIONS", 0), "200", "Supported:"),
                argumentSet("OPTIONS at 0 hops", Message.of("OPTIONS", 0).maxForwards(0), "200", "Allow:"),
                argumentSet("REGISTER", Message.of("REGISTER", 0), "405", "Allow: INVITE"),
                argumentSet("PUBLISH, even without its Event", Message.of("PUBLISH", 0), "405", "Allow: INVITE"),
                argumentSet("an unknown method", Message.of("SWOOP", 0), "405", "Allow: INVITE"),
                argumentSet("re-INVITE of nothing", Message.of("INVITE", 0).to(inDialog), "481", ""),
                argumentSet("BYE of nothing", Message.of("BYE", 0).to(inDialog), "481", ""),
                argumentSet("BYE without a tag", Message.of("BYE", 0), "481", ""),
                argumentSet("INFO of nothing", Message.of("INFO", 0).to(inDialog), "481", ""),
                argumentSet("CANCEL of nothing", Message.of("CANCEL", 0), "481", ""),
                argumentSet("no hops left", Message.of("INVITE", 0).maxForwards(0), "483", ""),
                argumentSet(
                        "extensions it does not know",
                        Message.of("OPTIONS", 0).with("Require: 100rel, timer").with("Require: gruu"),
                        "420",
                        "Unsupported: 100rel, timer, gruu\r\n"),
                argumentSet("a scheme it does not know", Message.of("INVITE", 0).uri("http://x.example"), "416", ""));
    }

    @Test
    void aMergedRequestIsOneThatComesByASecondPathBeforeTheAck() throws Exception {
        start(call -> {
            calls.add(call);
            call.answer(MOVED);
        });
        var invite = invite();
        assertTrue(exchange(invite).startsWith("SIP/2.0 302"));

        var otherPath = invite.branch("z9hG4bK-other-path");
        assertTrue(exchange(otherPath).startsWith("SIP/2.0 482"));
        caller.send(invite.as("ACK").toString());
        caller.send(otherPath.as("ACK").toString());

        var afterTheAck = Stream.generate(() -> exchange(invite.branch("z9hG4bK-" + UUID.randomUUID())))
                .limit(50)
                .anyMatch(answer -> answer.startsWith("SIP/2.0 302"));
        assertTrue(afterTheAck, "after the ACK it is a new try of the same call");
        assertEquals(2, calls.size());
    }

    @Test
    void anInviteMayLackMaxForwardsAndContact() throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(invite().toString().replaceAll("Max-Forwards: .*\\r\\n|Contact: .*\\r\\n", ""));

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    private String exchange(Message request) {
        try {
            caller.send(request.toString());
            return caller.receiveFinal(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
