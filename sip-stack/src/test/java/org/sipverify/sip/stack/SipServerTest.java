package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.SipAddress;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/** One call over UDP, from its INVITE to its end. */
class SipServerTest extends ServerAndCaller {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void answersAnInviteWithARedirect() throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(invite().with("Record-Route: <sip:proxy.example;lr>").toString());

        var answer = caller.receiveFinal();
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
        startWaiting(call -> release.await());

        caller.send(invite().toString());

        assertTrue(caller.receive().startsWith("SIP/2.0 100"));
        assertEquals(Optional.empty(), caller.receiveWithin(300), "once is enough");
    }

    /** One of fifty is quick, whatever else this machine has to do. */
    @Test
    void aQuickAnswerNeedsNo100() throws Exception {
        start(call -> call.answer(MOVED));

        var first = Stream.generate(this::firstAnswer).limit(50).filter(answer -> answer.startsWith("SIP/2.0 302"));

        assertTrue(first.findFirst().isPresent(), "each of them heard 100");
    }

    private String firstAnswer() {
        try (var another = new UdpPeer(port)) {
            another.send(Message.of("INVITE", another.port()).toString());
            return another.receive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void retransmissionsAreOneCallWithOneToTag() throws Exception {
        startWaiting(call -> {
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
        startWaiting(call -> {
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
        assertEquals("interrupted", events.poll(20, TimeUnit.SECONDS));
        caller.send(invite.as("ACK").toString());
        assertEquals("ended", events.poll(20, TimeUnit.SECONDS));
        caller.discard(); // the 487 again, if the ACK was late
        assertEquals(Optional.empty(), caller.receiveWithin(300), "nothing answers an ACK");
    }

    @Test
    void answersGoToTheSourceOfThePacketWhenRportAsksForIt() throws Exception {
        start(call -> call.answer(MOVED));

        caller.send(invite().via("SIP/2.0/UDP 192.0.2.1:9;rport").toString());

        var answer = caller.receiveFinal();
        assertTrue(answer.contains("received=127.0.0.1") && answer.contains("rport=" + caller.port()), answer);
    }

    @Test
    void leavesExpendableHeadersOutOfLargeDatagrams() throws Exception {
        start(call -> call.answer(MOVED.withExpendable(
                "P-VVP-Passport",
                "x"
                        .repeat(Integer.parseInt(
                                call.invite().headers().first("X-Size").orElseThrow())))));

        var small = invite().with("X-Size: 100");
        caller.send(small.toString());
        assertTrue(caller.receiveFinal(small).contains("P-VVP-Passport: xxx"));
        var large = invite().with("X-Size: 2000");
        caller.send(large.toString());

        var answer = caller.receiveFinal(large);
        assertFalse(answer.contains("P-VVP-Passport"), answer);
        assertTrue(answer.contains("X-VVP-Status: VALID"), answer);
    }

    /** Folded fields and compact names are not missed. */
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
}
