package org.sipverify.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.dns.Target;

class SipServerTest {
    private static final Answer MOVED = new Answer(302, "Moved Temporarily")
            .with("Contact", "<sip:+14155551234@pbx.example>")
            .with("X-VVP-Status", "VALID");

    private final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private int port;
    private Peer caller;
    private SipServer server;

    @BeforeEach
    void open() throws Exception {
        port = Peer.freePort();
        caller = new Peer(port);
    }

    @AfterEach
    void close() {
        release.countDown();
        caller.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void answersAnInviteWithARedirect() throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(invite().with("Record-Route: <sip:proxy.example;lr>").toString());

        var answer = caller.receive();
        assertTrue(answer.startsWith("SIP/2.0 302 Moved Temporarily\r\n"), answer);
        assertTrue(answer.contains("Contact: <sip:+14155551234@pbx.example>\r\n"), answer);
        assertTrue(answer.contains("X-VVP-Status: VALID\r\n"), answer);
        assertTrue(answer.contains("\r\nTo: <sip:+14155551234@127.0.0.1>;tag="), answer);
        assertFalse(answer.contains("Record-Route"), "RFC 3261 12.1.1 copies it into dialog-making responses only");
    }

    @Test
    void readsTheInvite() throws Exception {
        start(call -> calls.add(call));

        caller.send(invite().with("Identity: one")
                .with("identity: two, three")
                .with("y: four")
                .toString());

        var invite = calls.take().invite();
        assertEquals(new SipAddress("+15551234567", "127.0.0.1"), invite.from());
        assertEquals(new SipAddress("+14155551234", "127.0.0.1"), invite.to());
        assertEquals("[one, two, three]", invite.headers().all("IDENTITY").toString());
        assertEquals(Optional.of("four"), invite.headers().first("y"));
        assertEquals(caller.port(), invite.source().getPort());
        assertEquals(1, invite.cseq());
        assertEquals(Transport.UDP, invite.transport());
    }

    @Test
    void readsTelephoneUris() throws Exception {
        start(call -> calls.add(call));

        caller.send(invite().uri("tel:+14155551234")
                .to("<tel:+1-415-555-1234;ext=7>")
                .toString());

        assertEquals("+1-415-555-1234", calls.take().invite().to().user());
    }

    @Test
    void aCallerWhoseAnswerTakesTimeHears100() throws Exception {
        start(call -> release.await());

        caller.send(invite().toString());

        assertTrue(caller.receive().startsWith("SIP/2.0 100"));
        assertEquals(Optional.empty(), caller.receiveWithin(300), "once is enough");
    }

    @Test
    void aQuickAnswerNeedsNo100() throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(invite().toString());

        assertTrue(caller.receive().startsWith("SIP/2.0 302"));
    }

    @Test
    void retransmissionsAreOneCallWithOneToTag() throws Exception {
        start(call -> {
            calls.add(call);
            release.await();
            call.answer(MOVED);
        });
        var invite = invite();

        caller.send(invite.toString());
        assertTrue(caller.receive().startsWith("SIP/2.0 100"));
        for (var i = 0; i < 5; i++) {
            caller.send(invite.toString());
            assertTrue(caller.receive().startsWith("SIP/2.0 100"));
        }
        release.countDown();
        var first = caller.receiveFinal();
        caller.send(invite.toString());
        var again = caller.receiveFinal();

        assertEquals(1, calls.size());
        assertEquals(first, again);
    }

    @Test
    void cancelInterruptsTheCallAndTerminatesIt() throws Exception {
        start(call -> {
            calls.add(call);
            call.onEnd(() -> events.add("ended"));
            try {
                release.await();
            } catch (InterruptedException e) {
                events.add("interrupted");
                throw e;
            }
        });
        var invite = invite();
        caller.send(invite.toString());
        caller.receive();
        calls.take();

        caller.send(invite.as("CANCEL").toString());

        var ok = caller.receive();
        var terminated = caller.receive();
        assertTrue(ok.startsWith("SIP/2.0 200") && ok.contains("CSeq: 1 CANCEL"), ok);
        assertTrue(terminated.startsWith("SIP/2.0 487") && terminated.contains("CSeq: 1 INVITE"), terminated);
        assertEquals(tag(ok), tag(terminated), "RFC 3261 9.2 wants the same To tag");
        assertEquals("interrupted", events.poll(5, TimeUnit.SECONDS));
        caller.send(invite.as("ACK").toString());
        assertEquals("ended", events.poll(15, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), caller.receiveWithin(300), "nothing answers an ACK");
    }

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
                argumentSet("a method nobody knows", Message.of("SWOOP", 0), "405", "Allow: INVITE"),
                argumentSet("re-INVITE of nothing", Message.of("INVITE", 0).to(inDialog), "481", ""),
                argumentSet("BYE of nothing", Message.of("BYE", 0).to(inDialog), "481", ""),
                argumentSet("BYE without a tag", Message.of("BYE", 0), "481", ""),
                argumentSet("INFO of nothing", Message.of("INFO", 0).to(inDialog), "481", ""),
                argumentSet("CANCEL of nothing", Message.of("CANCEL", 0), "481", ""),
                argumentSet("no hops left", Message.of("INVITE", 0).maxForwards(0), "483", ""),
                argumentSet(
                        "extensions it does not know",
                        Message.of("INVITE", 0).with("Require: 100rel, timer").with("Require: gruu"),
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
        caller.send(invite.toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));

        var otherPath = invite.branch("z9hG4bK-other-path");
        caller.send(otherPath.toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 482"));
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

        assertTrue(caller.receive().startsWith("SIP/2.0 302"));
    }

    @Test
    void aRequestThatLacksAHeaderIsToldSo() throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(Message.of("PUBLISH", caller.port()).toString());

        assertTrue(caller.receive().startsWith("SIP/2.0 400"));
    }

    @Test
    void answersGoToTheSourceOfThePacketWhenRportAsksForIt() throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(invite().via("SIP/2.0/UDP 192.0.2.1:9;rport").toString());

        var answer = caller.receive();
        assertTrue(answer.contains("received=127.0.0.1") && answer.contains("rport=" + caller.port()), answer);
    }

    @Test
    void beyondMaxCallsTheDoorIsShut() throws Exception {
        server = SipServer.start(
                config(2),
                call -> {
                    calls.add(call);
                    release.await();
                },
                SipMeter.NONE);
        caller.send(invite().toString());
        caller.send(invite().toString());
        calls.take();
        calls.take();

        caller.send(invite().toString());

        var answer = caller.receiveFinal();
        assertTrue(answer.startsWith("SIP/2.0 503") && answer.contains("Retry-After: 7\r\n"), answer);
        assertEquals(2, server.callsInHand());
    }

    @Test
    void drainsTheCallsInHandAndRefusesNewOnes() throws Exception {
        start(call -> {
            calls.add(call);
            release.await();
            call.answer(MOVED);
        });
        caller.send(invite().toString());
        calls.take();

        assertFalse(server.drain(Duration.ofMillis(100)), "one call is still in hand");
        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 503"));
        caller.send(Message.of("OPTIONS", caller.port()).toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 503"));
        release.countDown();

        assertTrue(server.drain(Duration.ofSeconds(5)));
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    @Test
    void aBugInTheHandlerIsAnswered500AndTheServerLivesOn() throws Exception {
        start(call -> {
            calls.add(call);
            if (calls.size() == 1) {
                throw new StackOverflowError("in a test");
            }
            call.answer(MOVED);
        });

        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 500"));
        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    @Test
    void anUnansweredCallIsAnswered500() throws Exception {
        start(call -> {});

        caller.send(invite().toString());

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 500"));
    }

    @Test
    void leavesExpendableHeadersOutOfLargeDatagrams() throws Exception {
        start(call -> call.answer(MOVED.withExpendable(
                "P-VVP-Passport",
                "x"
                        .repeat(Integer.parseInt(
                                call.invite().headers().first("X-Size").orElseThrow())))));

        caller.send(invite().with("X-Size: 100").toString());
        assertTrue(caller.receiveFinal().contains("P-VVP-Passport: xxx"));
        caller.send(invite().with("X-Size: 2000").toString());

        var answer = caller.receiveFinal();
        assertFalse(answer.contains("P-VVP-Passport"), answer);
        assertTrue(answer.contains("X-VVP-Status: VALID"), answer);
    }

    @Test
    void speaksTcp() throws Exception {
        start(call -> call.answer(MOVED.withExpendable("P-VVP-Passport", "x".repeat(2000))));

        try (var stream = new Trunk(port)) {
            stream.write(stream.request("INVITE").toString());

            var answer = stream.read();

            assertTrue(answer.startsWith("SIP/2.0 302") && answer.contains("P-VVP-Passport: xxx"), answer);
        }
    }

    /** Must not 13 of the reference service: no CRLF keep-alive is a message, and Content-Length has a short name. */
    @Test
    void aStreamMayHoldKeepAlivesAndCompactNames() throws Exception {
        start(call -> call.answer(MOVED));

        try (var stream = new Trunk(port)) {
            var first = stream.request("INVITE").toString().replace("Content-Length:", "l:");
            stream.write("\r\n\r\n" + first + "\r\n\r\n" + stream.request("OPTIONS"));

            var answers = String.join("", stream.read(2, 5000));

            assertTrue(answers.contains("SIP/2.0 302") && answers.contains("SIP/2.0 200"), answers);
        }
    }

    /** Must not 10: folding and compact names are not missed. */
    @Test
    void foldedAndCompactHeadersAreRead() throws Exception {
        start(calls::add);

        caller.send(invite().with("Identity: one;\r\n info=two")
                .with("Y: three")
                .toString()
                .replace("Call-ID:", "i:"));

        var invite = calls.take().invite();
        assertEquals("one; info=two", invite.headers().first("Identity").orElseThrow());
        assertEquals("three", invite.headers().first("y").orElseThrow());
    }

    @Test
    void aPublicHostDoesNotGetInTheWay() throws Exception {
        var behindNat = new SipConfig(
                "127.0.0.1", port, Set.of(Transport.UDP), "sip.example", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);
        server = SipServer.start(behindNat, call -> call.answer(MOVED), SipMeter.NONE);

        caller.send(invite().toString());

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    @Test
    void listensOnIpv6() throws Exception {
        var six = new SipConfig(
                "::1", port, Set.of(Transport.UDP, Transport.TCP), "", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);
        try {
            server = SipServer.start(six, call -> call.answer(MOVED), SipMeter.NONE);
        } catch (CannotListenException e) {
            Assumptions.abort("this machine has no IPv6: " + e.getMessage());
        }
        var call = new TrialCall("+15551234567", "+14155551234", Headers.NONE);

        var response = call.place(
                Target.parse("[::1]:" + port),
                TrialCallTest.means(new DnsConfig(List.of(), Duration.ofSeconds(1), Duration.ZERO)),
                Duration.ofSeconds(5));

        assertEquals(302, response.status());
    }

    @Test
    void refusesToStartOnAPortInUse() throws Exception {
        start(call -> {});

        var refusal =
                assertThrows(CannotListenException.class, () -> SipServer.start(config(1), call -> {}, SipMeter.NONE));

        assertTrue(refusal.getMessage().startsWith("cannot listen on "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(" 127.0.0.1:" + port + ": "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("in use"), refusal.getMessage());
    }

    @Test
    void listensOnEachConcreteAddress() throws Exception {
        var everywhere = new SipConfig(
                "0.0.0.0", port, Set.of(Transport.UDP), "", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);

        server = SipServer.start(everywhere, call -> call.answer(MOVED), SipMeter.NONE);

        assertTrue(
                server.listeners().contains("udp 127.0.0.1:" + port),
                server.listeners().toString());
        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    private String exchange(Message request) {
        try {
            caller.send(request.toString());
            return caller.receiveFinal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(CallHandler handler) throws CannotListenException {
        server = SipServer.start(config(100), handler, SipMeter.NONE);
    }

    private SipConfig config(int maxCalls) {
        return new SipConfig(
                "127.0.0.1",
                port,
                Set.of(Transport.UDP, Transport.TCP),
                "",
                maxCalls,
                7,
                1300,
                Samples.LIMITS,
                Samples.TRUSTING);
    }

    private Message invite() {
        return Message.of("INVITE", caller.port());
    }

    private static String tag(String message) {
        var found = Pattern.compile("(?m)^To: .*;tag=(\\S+)").matcher(message);
        return found.find() ? found.group(1) : "";
    }
}
