package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.probe.CallProbe;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.TcpPeer;

/** Where a server listens, and over what. */
class ListeningTest extends ServerAndCaller {

    @Test
    void speaksTcp() throws Exception {
        start(call -> call.answer(MOVED.withExpendable("P-VVP-Passport", "x".repeat(2000))));

        try (var stream = new TcpPeer(port)) {
            stream.write(stream.request("INVITE").toString());

            var answer = stream.read();

            assertTrue(answer.startsWith("SIP/2.0 302") && answer.contains("P-VVP-Passport: xxx"), answer);
        }
    }

    /** A CRLF keep-alive is not a message, and Content-Length has a short name. */
    @Test
    void aStreamMayHoldKeepAlivesAndCompactNames() throws Exception {
        start(call -> call.answer(MOVED));

        try (var stream = new TcpPeer(port)) {
            var first = stream.request("INVITE").toString().replace("Content-Length:", "l:");
            stream.write("\r\n\r\n" + first + "\r\n\r\n" + stream.request("OPTIONS"));

            var answers = String.join("", stream.read(2));

            assertTrue(answers.contains("SIP/2.0 302") && answers.contains("SIP/2.0 200"), answers);
        }
    }

    @Test
    void aPublicHostDoesNotGetInTheWay() throws Exception {
        var behindNat = Samples.config(
                "127.0.0.1", port, Set.of(Transport.UDP), "sip.example", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);
        server = SipServer.start(behindNat, call -> call.answer(MOVED), SipMeter.NONE);

        caller.send(invite().toString());

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    @Test
    void listensOnIpv6() throws Exception {
        var six = Samples.config(
                "::1", port, Set.of(Transport.UDP, Transport.TCP), "", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);
        try {
            server = SipServer.start(six, call -> call.answer(MOVED), SipMeter.NONE);
        } catch (CannotListenException e) {
            Assumptions.abort("this machine has no IPv6: " + e.getMessage());
        }
        var call = new CallProbe("+15551234567", "+14155551234", Headers.NONE);

        var response = call.place(
                Target.parse("[::1]:" + port),
                Samples.means(new DnsConfig(List.of(), Duration.ofSeconds(1), Duration.ZERO)),
                Duration.ofSeconds(20));

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
        var everywhere = Samples.config(
                "0.0.0.0", port, Set.of(Transport.UDP), "", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);

        server = SipServer.start(everywhere, call -> call.answer(MOVED), SipMeter.NONE);

        assertTrue(
                server.listeners().contains("udp 127.0.0.1:" + port),
                server.listeners().toString());
        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    @Test
    void aClosedServerLeavesNoThreadThatKeepsTheProgramAlive() throws Exception {
        var before = Thread.getAllStackTraces().keySet();
        start(call -> call.answer(MOVED));
        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));

        server.close();

        Eventually.isTrue(() -> Thread.getAllStackTraces().keySet().stream()
                .allMatch(thread -> thread.isDaemon() || before.contains(thread)));
    }
}
