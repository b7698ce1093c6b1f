package org.sipverify.sip.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Headers;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.dns.Unbound;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.testbed.AnsweringServer;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.TestTls;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.FreePort;

class CallProbeTest {
    private static final CallProbe CALL =
            new CallProbe("+15551234567", "+14155551234", Headers.NONE.with("X-Odd", "one"));
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final DnsConfig NO_DNS = new DnsConfig(List.of(), Duration.ofSeconds(1), Duration.ofSeconds(30));

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void getsItsAnswer(Transport transport) throws Exception {
        var port = FreePort.next();
        var config =
                Samples.config("127.0.0.1", port, Set.of(transport), "", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);
        try (var server = SipServer.start(config, CallProbeTest::echo, SipMeter.NONE)) {
            assertEquals(
                    transport.token() + " 127.0.0.1:" + port, server.listeners().get(0));

            var response = CALL.place(at(port).over(transport), Samples.means(NO_DNS), LIMIT);

            assertEquals(302, response.status());
            assertEquals("Moved Temporarily", response.reason());
            assertEquals(Optional.of("one"), response.headers().first("X-Echo"));
            assertEquals(
                    transport.token() + " 127.0.0.1:" + port, response.hop().toString());
        }
    }

    @Test
    void getsItsAnswerOverTls() throws Exception {
        try (var far = AnsweringServer.with("302 Moved Temporarily");
                var tls = TestTls.forNames(far::talk, "secure.test");
                var dns = Unbound.with(List.of(
                        "secure.test. 60 IN NAPTR 10 10 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.secure.test.",
                        "_sips._tcp.secure.test. 60 IN SRV 10 10 " + tls.port() + " host.test.",
                        "host.test. 60 IN A 127.0.0.1"))) {
            var response = CALL.place(
                    Target.parse("sips:secure.test"), Samples.means(dns.config(), Optional.of(tls.client())), LIMIT);

            assertEquals(302, response.status());
            assertEquals("tls 127.0.0.1:" + tls.port(), response.hop().toString());
            assertTrue(
                    tls.handshakes.poll(20, TimeUnit.SECONDS).contains("value=secure.test"),
                    "the server's name is not the domain");
            var invite = far.requests.poll(20, TimeUnit.SECONDS);
            assertTrue(invite.startsWith("INVITE sips:+14155551234@secure.test SIP/2.0"), invite);
            assertTrue(invite.contains("Via: SIP/2.0/TLS 127.0.0.1:"), invite);
            assertTrue(far.requests.poll(20, TimeUnit.SECONDS).startsWith("ACK "));
        }
    }

    @Test
    void withoutTlsSipsSaysSo() {
        var refusal = assertThrows(
                IOException.class, () -> CALL.place(Target.parse("sips:127.0.0.1"), Samples.means(NO_DNS), LIMIT));

        assertEquals("tls 127.0.0.1:5061: TLS is not configured", refusal.getMessage());
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        var nobody = at(FreePort.next());

        for (var transport : List.of(Transport.UDP, Transport.TCP)) {
            assertThrows(IOException.class, () -> CALL.place(nobody.over(transport), Samples.means(NO_DNS), LIMIT));
        }
    }

    @ParameterizedTest
    @MethodSource
    void theNextServerIsTriedWhenOneFails(String transport, Optional<String> first, String why) throws Exception {
        try (var bad = AnsweringServer.with(first.orElse(""));
                var good = AnsweringServer.with("302 Moved Temporarily");
                var dns = Unbound.with(List.of(
                        "_sip._" + transport + ".far.test. 60 IN SRV 10 10 " + bad.port() + " here.test.",
                        "_sip._" + transport + ".far.test. 60 IN SRV 20 10 " + good.port() + " here.test.",
                        "here.test. 60 IN A 127.0.0.1"))) {
            if (first.isEmpty()) {
                bad.close();
            }
            var means = Samples.means(dns.config());
            var target = Target.parse("far.test;transport=" + transport);

            var response = CALL.place(target, means, Duration.ofSeconds(8)); // half of it for each
            var second = CALL.place(target, means, Duration.ofSeconds(8));

            assertEquals(302, response.status());
            assertEquals(transport + " 127.0.0.1:" + good.port(), response.hop().toString());
            assertEquals(1, response.failures().size());
            assertTrue(
                    response.failures().get(0).startsWith(transport + " 127.0.0.1:" + bad.port() + ": " + why),
                    response.failures().toString());
            assertEquals(List.of(), second.failures(), "the dead one is tried last for a while");
        }
    }

    static Stream<Arguments> theNextServerIsTriedWhenOneFails() {
        return Stream.of(
                argumentSet("closed UDP port", "udp", Optional.empty(), "no server listens"),
                argumentSet("the connection is refused", "tcp", Optional.empty(), ""),
                argumentSet("no answer by UDP", "udp", Optional.of(""), "no final response in time"),
                argumentSet("no answer by TCP", "tcp", Optional.of(""), "no final response in time"),
                argumentSet("503", "udp", Optional.of("503 Busy"), "503 Busy"));
    }

    @Test
    void thelast503IsTheAnswerAndEachServerGetsItsAck() throws Exception {
        try (var one = AnsweringServer.with("503 Busy");
                var two = AnsweringServer.with("503 Full");
                var dns = Unbound.with(List.of(
                        "_sip._udp.far.test. 60 IN SRV 10 10 " + one.port() + " here.test.",
                        "_sip._udp.far.test. 60 IN SRV 20 10 " + two.port() + " here.test.",
                        "here.test. 60 IN A 127.0.0.1"))) {
            var response = CALL.place(Target.parse("sip:far.test"), Samples.means(dns.config()), LIMIT);

            assertEquals("Full", response.reason());
            var branch = branch(one.requests.poll(20, TimeUnit.SECONDS));
            var ack = one.requests.poll(20, TimeUnit.SECONDS);
            while (ack.startsWith("INVITE ")) { // again, by Timer A, if its answer was late
                ack = one.requests.poll(20, TimeUnit.SECONDS);
            }
            assertTrue(ack.startsWith("ACK ") && ack.contains(";tag=far"), ack);
            assertEquals(branch, branch(ack));
            assertFalse(
                    branch.equals(branch(two.requests.poll(20, TimeUnit.SECONDS))),
                    "another hop is another transaction");
        }
    }

    @Test
    void aCallThatIsAcceptedIsAcknowledgedAndEnded() throws Exception {
        try (var far = AnsweringServer.with("200 OK")) {
            var response = CALL.place(at(far.port()).over(Transport.UDP), Samples.means(NO_DNS), LIMIT);

            assertEquals(200, response.status());
            var invite = far.requests.poll(20, TimeUnit.SECONDS);
            var next = far.requests.poll(20, TimeUnit.SECONDS);
            while (next.startsWith("INVITE ")) {
                next = far.requests.poll(20, TimeUnit.SECONDS);
            }
            var ack = next;
            var bye = far.requests.poll(20, TimeUnit.SECONDS);
            assertTrue(ack.startsWith("ACK sip:far@127.0.0.1:" + far.port() + " SIP/2.0"), ack);
            assertTrue(ack.contains("CSeq: 1 ACK") && ack.contains(";tag=far"), ack);
            assertFalse(branch(invite).equals(branch(ack)), "the ACK of a 2xx is a transaction of its own");
            assertTrue(bye.startsWith("BYE ") && bye.contains("CSeq: 2 BYE") && bye.contains(";tag=far"), bye);
        }
    }

    @ParameterizedTest
    @MethodSource
    void aLargeInviteLeavesInOnePieceOrNotAtAll(String parameters, boolean leaves) throws Exception {
        var large = new CallProbe("+15551234567", "+14155551234", Headers.NONE.with("X-Odd", "x".repeat(3000)));
        try (var far = AnsweringServer.with("302 Moved Temporarily")) {
            var target = Target.parse("127.0.0.1:" + far.port() + parameters);

            if (leaves) {
                assertEquals(
                        Transport.TCP,
                        large.place(target, Samples.means(NO_DNS), LIMIT).hop().transport());
                assertTrue(far.requests.poll(20, TimeUnit.SECONDS).contains("Via: SIP/2.0/TCP"));
            } else {
                assertThrows(IOException.class, () -> large.place(target, Samples.means(NO_DNS), LIMIT));
                assertTrue(far.requests.isEmpty());
            }
        }
    }

    static Stream<Arguments> aLargeInviteLeavesInOnePieceOrNotAtAll() {
        return Stream.of(
                argumentSet("no transport named", "", true),
                argumentSet("TCP named", ";transport=tcp", true),
                argumentSet("UDP named", ";transport=udp", false));
    }

    private static String branch(String request) {
        return request.replaceFirst("(?s).*;branch=([^;\\s]+).*", "$1");
    }

    private static void echo(IncomingCall call) {
        call.answer(new Answer(302, "Moved Temporarily")
                .with("X-Echo", call.invite().headers().first("X-Odd").orElse("")));
    }

    private static Target at(int port) {
        return Target.parse("127.0.0.1:" + port);
    }
}
