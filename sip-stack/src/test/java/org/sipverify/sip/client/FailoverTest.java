package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.dns.Unbound;
import org.sipverify.sip.testbed.FakeServer;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/** Three addresses, of which the first is dead, refuses, or says 503 (RFC 3263 section 4.3). */
class FailoverTest extends Sending {
    /** What the first of three servers does. */
    private enum First {
        SILENT,
        REFUSES,
        BUSY
    }

    @ParameterizedTest
    @MethodSource
    void theSecondIsAskedAndTheFirstRememberedAsDead(First first, String method, String why) throws Exception {
        try (var one = new FakeServer();
                var third = new FakeServer();
                var dns = Unbound.with(List.of(
                        record(10, first == First.REFUSES ? FreePort.next() : one.port()),
                        record(20, server.port()),
                        record(30, third.port()),
                        "here.test. 60 IN A 127.0.0.1"));
                var searching = client(QUICK, 100, dns.config())) {
            var sent = searching.sender().send(request(method, target("far.test")), new Manner(LONG), events);
            var tried = first == First.REFUSES ? Optional.<FakeServer.Request>empty() : Optional.of(one.receive());
            if (first == First.BUSY) {
                one.answer(tried.orElseThrow(), "503 Busy", "far");
            }
            var second = server.receive();
            server.answer(second, "200 OK", "far");

            assertEquals("200", events.next());
            assertEquals(1, sent.failures().size());
            assertTrue(sent.failures().get(0).contains(why), sent.failures().toString());
            tried.ifPresent(request -> assertNotEquals(request.branch(), second.branch(), "it is another transaction"));
            assertTrue(third.within(1).isEmpty());

            searching.sender().send(request(method, target("far.test")), new Manner(LONG), events);
            server.answer(server.receive(), "200 OK", "far");
            assertEquals("200", events.next());
            Eventually.isTrue(() -> searching.transactions() == 0);
        }
    }

    static Stream<Arguments> theSecondIsAskedAndTheFirstRememberedAsDead() {
        return Stream.of(
                argumentSet("INVITE, silence", First.SILENT, "INVITE", "no final response in time"),
                argumentSet("INVITE, closed port", First.REFUSES, "INVITE", "no server listens"),
                argumentSet("INVITE, 503", First.BUSY, "INVITE", "503 Busy"),
                argumentSet("OPTIONS, silence", First.SILENT, "OPTIONS", "no final response in time"),
                argumentSet("OPTIONS, closed port", First.REFUSES, "OPTIONS", "no server listens"),
                argumentSet("OPTIONS, 503", First.BUSY, "OPTIONS", "503 Busy"));
    }

    @Test
    void aSilentHopIsGivenUpInTimeForTheOthers() throws Exception {
        try (var silent = new FakeServer();
                var dns = Unbound.with(
                        List.of(record(10, silent.port()), record(20, server.port()), "here.test. 60 IN A 127.0.0.1"));
                var patient = client(Timing.RFC_3261, 100, dns.config())) {
            patient.sender().send(request("OPTIONS", target("far.test")), new Manner(Duration.ofSeconds(4)), events);

            server.answer(server.receive(), "200 OK", "far");

            assertEquals("200", events.next());
        }
    }

    /** A second hop would make the callee ring twice. */
    @Test
    void aCallThatRingsStaysWhereItIs() throws Exception {
        try (var dns = Unbound.with(List.of(
                        record(10, server.port()), record(20, FreePort.next()), "here.test. 60 IN A 127.0.0.1"));
                var searching = client(QUICK, 100, dns.config())) {
            var sent = searching.sender().send(request("INVITE", target("far.test")), new Manner(LONG), events);
            server.answer(server.receive(), "180 Ringing", "far");
            assertEquals("180", events.next());

            sent.cancel();
            server.receive("CANCEL");

            assertEquals("TIMEOUT", events.next());
        }
    }

    @Test
    void aCancelledRequestTriesNoOtherHop() throws Exception {
        try (var one = new FakeServer();
                var dns = Unbound.with(
                        List.of(record(10, one.port()), record(20, server.port()), "here.test. 60 IN A 127.0.0.1"));
                var searching = client(QUICK, 100, dns.config())) {
            var sent = searching.sender().send(request("INVITE", target("far.test")), new Manner(LONG), events);
            one.receive();

            sent.cancel();

            assertEquals("TIMEOUT", events.next());
            assertTrue(server.within(1).isEmpty());
        }
    }

    @Test
    void aNameThatDoesNotExistIsAFailure() throws Exception {
        try (var dns = Unbound.with(List.of("here.test. 60 IN A 127.0.0.1"));
                var searching = client(QUICK, 100, dns.config())) {
            searching.sender().send(request("OPTIONS", target("nowhere.test")), new Manner(LONG), events);

            assertEquals("NOT_LOCATED", events.next());
        }
    }

    private static Target target(String domain) {
        return Target.parse("sip:" + domain + ";transport=udp");
    }

    private static String record(int priority, int port) {
        return "_sip._udp.far.test. 60 IN SRV " + priority + " 10 " + port + " here.test.";
    }
}
