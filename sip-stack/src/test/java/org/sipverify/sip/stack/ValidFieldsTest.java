package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;

/** What is acted on must be sound, or is answered 400; nothing sound is left without an answer. */
class ValidFieldsTest extends ServerAndCaller {
    @ParameterizedTest
    @CsvSource({"INVITE", "OPTIONS", "REGISTER", "BYE", "CANCEL", "SWOOP"})
    void aTagIsAToken(String method) throws Exception {
        start(call -> call.answer(MOVED));
        for (var tag : new String[] {
            ";tag=\"\"", ";tag", ";TAG=\"\"", ";tag=", ";tag= ", ";tag=\"a\"", ";tag=a b", ";tag=a;tag=b", ";tag=a/b"
        }) {
            for (var field : new String[] {"From", "To"}) {
                var address = "<sip:+15551234567@127.0.0.1>";
                var request = Message.of(method, caller.port()).toString();
                var odd = request.replaceFirst(field + ": [^\r]*", field + ": " + address + tag);

                caller.send(odd);

                var answer = caller.receive();
                assertTrue(answer.startsWith("SIP/2.0 400 "), field + tag + ": " + answer);
            }
        }
        assertEquals(0, server.transactions());
    }

    /** RFC 2543 had tags only where there was need of one. */
    @Test
    void aFromWithoutATagIsServed() throws Exception {
        start(call -> call.answer(MOVED));
        var invite = invite();

        caller.send(invite.toString().replaceFirst("(From: [^\r]*);tag=[^\r]*", "$1"));

        assertTrue(caller.receiveFinal(invite).startsWith("SIP/2.0 302"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:2001:db8::10",
                "sip:a@b:5060:5061",
                "sip:a@b:65536",
                "sip:a@b:",
                "sip:a@b:x",
                "sip:a@b:0",
                "sip:@b",
                "sip:a@",
                "sip:",
                "sip://a@b",
                "sip:a@b@c",
                "sip:a:b:c@d",
                "sip:a@b..c",
                "sip:a@.b",
                "sip:a@-b",
                "sip:a@b-",
                "sip:a@b.-c",
                "sip:a@1.2.3",
                "sip:a@1.2.3.256",
                "sip:a@[::1",
                "sip:a@[::g]",
                "sip:a@[1.2.3.4]",
                "sip:a@b;;",
                "sip:a@b;",
                "sip:a@b;=x",
                "sip:a@b;x=",
                "sip:a%zz@b",
                "sip:a%4@b",
                "sip:a|b@c",
                "sip:a@b/c",
                "sip:a@b?",
                "sips:a@b;;",
                "SIP:a@b..c",
                "tel:abc",
                "tel:",
                "tel:+",
                "tel:+1a",
                "tel:;phone-context=+1",
                "tel:+1;",
                "tel:12 34",
                "1sip:a@b",
                "http:"
            })
    void aRequestUriThatIsNoneIsRefused(String uri) throws Exception {
        start(call -> call.answer(MOVED));
        for (var method : new String[] {"INVITE", "OPTIONS"}) {
            caller.send(Message.of(method, caller.port()).uri(uri).toString());

            var answer = caller.receive();
            assertTrue(answer.startsWith("SIP/2.0 400 "), method + " " + answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:b",
                "sip:b.example.",
                "sip:b_c.example:5060",
                "sip:a@b",
                "sip:a:p@b:65535",
                "sip:a:@b",
                "SIP:a@B.EXAMPLE",
                "sip:a@1.2.3.4",
                "sip:a@[2001:db8::1]:5060;transport=tcp",
                "sip:a@[::ffff:1.2.3.4]",
                "sip:+1-(555)-123;phone-context=+1;x=y@b;user=phone",
                "sip:*21*1#@b",
                "sip:a%20b@c;lr;maddr=[::1];x=a/b:c&d+e$f",
                "sip:a@3com.example",
                "sip:&=+$,;?/@b",
                "tel:+1-555-123",
                "tel:911",
                "tel:*21#",
                "tel:abc;phone-context=example.com",
                "tel:+1555;isub=1;ext=2",
            })
    void aSoundOneIsServed(String uri) throws Exception {
        start(call -> call.answer(MOVED));
        var invite = invite().uri(uri);

        caller.send(invite.toString());

        var answer = caller.receiveFinal(invite);
        assertTrue(answer.startsWith("SIP/2.0 302 "), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:2001:db8::1>",
                "<sip:a@b..c>",
                "<sip:@b>",
                "<tel:abc>",
                "<sip:a@b:99999>",
                "sip:a@b@c",
                "<>"
            })
    void soAreTheAddressesOfCallerAndCallee(String address) throws Exception {
        start(call -> call.answer(MOVED));
        for (var field : new String[] {"From", "To"}) {
            var invite = invite();

            caller.send(invite.toString().replaceFirst(field + ": [^\r]*", field + ": " + address + ";tag=a"));

            assertTrue(caller.receive().startsWith("SIP/2.0 400 "), field);
        }
    }

    @ParameterizedTest
    @MethodSource
    void aFieldThatIsNotActedOnMayHoldWhatItLikes(String field) throws Exception {
        start(call -> call.answer(MOVED));
        var invite = invite().with(field);

        caller.send(invite.toString());

        var answer = caller.receiveFinal(invite);
        assertTrue(answer.startsWith("SIP/2.0 302 "), answer);
    }

    static Stream<Arguments> aFieldThatIsNotActedOnMayHoldWhatItLikes() {
        return Stream.of(
                        "Contact: vikram@localhost",
                        "Contact: *",
                        "Server: /",
                        "Date: now",
                        "Warning: x",
                        "Accept: ;;",
                        "Allow: (",
                        "Record-Route: nowhere",
                        "P-Asserted-Identity: \"",
                        "Supported: ,,",
                        "Expires: never",
                        "Content-Disposition: ;;;",
                        "Retry-After: (",
                        "Route: <sip:@>")
                .map(field -> argumentSet(field, field));
    }

    /** RFC 3261 section 17.2.3: told apart by what RFC 2543 had for it. */
    @ParameterizedTest
    @MethodSource("oldBranches")
    void aRequestWithoutABranchOfRfc3261IsServed(String via) throws Exception {
        start(call -> {
            calls.add(call);
            call.answer(MOVED);
        });
        var invite =
                invite().toString().replaceFirst("Via: [^\r]*", "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + via);

        caller.send(invite);
        var first = caller.receiveFinal();
        caller.send(invite);
        var again = caller.receiveFinal();

        assertTrue(first.startsWith("SIP/2.0 302 "), first);
        assertEquals(first, again);
        assertEquals(1, calls.size());
        var to = first.lines()
                .filter(line -> line.startsWith("To: "))
                .findFirst()
                .orElseThrow();
        caller.send(invite.replace("INVITE", "ACK").replaceFirst("To: [^\r]*", to));
        Eventually.isTrue(() -> server.transactions() == 0);
    }

    @ParameterizedTest
    @MethodSource("oldBranches")
    void soIsItsCancel(String via) throws Exception {
        startWaiting(call -> {
            calls.add(call);
            release.await();
        });
        var invite =
                invite().toString().replaceFirst("Via: [^\r]*", "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + via);
        caller.send(invite);
        calls.take();

        caller.send(invite.replace("INVITE", "CANCEL"));

        var answers = caller.receiveFinal() + caller.receiveFinal();
        assertTrue(answers.contains("SIP/2.0 200 ") && answers.contains("SIP/2.0 487 "), answers);
    }

    static Stream<Arguments> oldBranches() {
        return Stream.of(
                argumentSet("none", ""),
                argumentSet("the cookie alone", ";branch=z9hG4bK"),
                argumentSet("of RFC 2543", ";branch=1"),
                argumentSet("a number", ";branch=0;rport"),
                argumentSet("a cookie in other letters", ";branch=Z9HG4BKabc"));
    }

    @Test
    void twoCallsOfOneOldBranchAreTwo() throws Exception {
        start(call -> {
            calls.add(call);
            call.answer(MOVED);
        });

        for (var i = 0; i < 2; i++) {
            caller.send(invite().branch("1").toString());
            assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302 "));
        }

        assertEquals(2, calls.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SIP/2.0/UDP 192.0.2.15;;,;,,", "SIP/2.0/UDP", "SIP/2.0/UDP a b c", "SIP/2.0/UDP a;branch=<"})
    void aViaThatIsNoneGetsNoCall(String via) throws Exception {
        start(call -> calls.add(call));

        caller.send(invite().toString().replaceFirst("Via: [^\r]*", "Via: " + via));

        var answer = caller.receiveWithin(300);
        assertTrue(answer.isEmpty() || answer.get().startsWith("SIP/2.0 400 "), answer.toString());
        assertFalse(calls.iterator().hasNext());
    }
}
