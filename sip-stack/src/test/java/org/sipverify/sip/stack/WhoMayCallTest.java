package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/** Admission in the running server, over real sockets: a row for each reason. */
class WhoMayCallTest extends AdmissionServer {
    private static final String SCANNER = "User-Agent: friendly-scanner";

    @ParameterizedTest
    @MethodSource
    void overUdp(String settings, String field, String expected, Loss counted) throws Exception {
        start(settings, 100);
        try (var caller = new UdpPeer(port)) {
            var options = Message.of("OPTIONS", caller.port()).with(field).toString();

            caller.send(options);

            var answer = expected.isEmpty() ? caller.receiveWithin(300) : Optional.of(caller.receive());
            assertEquals(expected, answer.map(text -> text.substring(8, 11)).orElse(""));
            var refused = expected.equals("200") ? 0 : 1;
            assertEquals(refused, meter.awaitLost(counted, refused));
        }
    }

    static Stream<Arguments> overUdp() {
        var elsewhere = "allow = [192.0.2.0/24]";
        var any = "Subject: any";
        return Stream.of(
                argumentSet("any source", "", any, "200", Loss.NOT_ALLOWED),
                argumentSet("on the list", "allow = [127.0.0.0/8]", any, "200", Loss.NOT_ALLOWED),
                argumentSet("not on the list", elsewhere, any, "", Loss.NOT_ALLOWED),
                argumentSet("told so", elsewhere + ", unknown = reject", any, "403", Loss.NOT_ALLOWED),
                argumentSet("served", elsewhere + ", unknown = serve", any, "200", Loss.NOT_ALLOWED),
                argumentSet("denied", "deny = [127.0.0.1]", any, "", Loss.DENIED),
                argumentSet("a scanner", "", SCANNER, "", Loss.SCANNER));
    }

    @ParameterizedTest
    @MethodSource
    void overTcpTheConnectionIsClosedAtOnce(String settings, Loss counted) throws Exception {
        start(settings, 100);

        try (var trunk = new TcpPeer(port)) {
            assertTrue(trunk.ends());
        }

        assertEquals(1, meter.awaitLost(counted, 1));
    }

    static Stream<Arguments> overTcpTheConnectionIsClosedAtOnce() {
        return Stream.of(
                argumentSet("not on the list", "allow = [192.0.2.0/24]", Loss.NOT_ALLOWED),
                argumentSet("denied", "deny = [127.0.0.1]", Loss.DENIED));
    }

    @Test
    void overTcpAnUnknownSourceIsToldSoIfWanted() throws Exception {
        start("allow = [192.0.2.0/24], unknown = reject", 100);
        try (var trunk = new TcpPeer(port)) {
            trunk.write(trunk.request("INVITE").toString());

            assertTrue(trunk.read().startsWith("SIP/2.0 403 Forbidden\r\n"));
            assertEquals(1, meter.awaitResponses(403, 1));
        }
    }

    @Test
    void aScannerOverTcpIsBannedAndItsNextConnectionClosed() throws Exception {
        start("", 100);
        try (var scanner = new TcpPeer(port)) {
            scanner.write(scanner.request("OPTIONS").with(SCANNER).toString());
            assertEquals(1, meter.awaitLost(Loss.SCANNER, 1));
            assertEquals(1, server.admission().bans());
            scanner.write(scanner.request("OPTIONS").toString());
            assertEquals(1, meter.awaitLost(Loss.BANNED, 1));
        }
        try (var next = new TcpPeer(port)) {
            assertTrue(next.ends());
        }
    }

    @Test
    void aScannersNameBansNoAddressThatWasAnsweredACall() throws Exception {
        start("", 100);
        try (var trunk = new TcpPeer(port)) {
            trunk.write(trunk.request("INVITE").toString());
            assertTrue(trunk.read().startsWith("SIP/2.0 302"));
            trunk.write(trunk.request("OPTIONS").with(SCANNER).toString());
            assertEquals(1, meter.awaitLost(Loss.SCANNER, 1));

            trunk.write(trunk.request("OPTIONS").toString());

            assertTrue(trunk.read().startsWith("SIP/2.0 200"));
            assertEquals(0, server.admission().bans());
        }
    }

    @Test
    void aBanHasAnEnd() throws Exception {
        start("ban-time = 1 s", 100);
        try (var scanner = new TcpPeer(port)) {
            scanner.write(scanner.request("OPTIONS").with(SCANNER).toString());
            assertEquals(1, meter.awaitLost(Loss.SCANNER, 1));
        }
        assertEquals(1, server.admission().bans());

        now.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertEquals(0, server.admission().bans());
        try (var later = new TcpPeer(port)) {
            later.write(later.request("OPTIONS").toString());
            assertTrue(later.read().startsWith("SIP/2.0 200"));
        }
    }

    @Test
    void nonsenseOverTcpBansItsSourceAndForgedNonsenseDoesNot() throws Exception {
        start("ban-after = 3", 100);
        try (var forger = new UdpPeer(port)) {
            for (var i = 0; i < 10; i++) {
                forger.send(unsound(Message.of("OPTIONS", forger.port())));
            }
            assertEquals(10, meter.awaitLost(Loss.NOT_SOUND, 10));
            assertEquals(0, server.admission().bans());
        }

        try (var trunk = new TcpPeer(port)) {
            for (var i = 0; i < 5; i++) {
                trunk.write(unsound(trunk.request("OPTIONS")));
            }

            assertEquals(2, meter.awaitLost(Loss.BANNED, 2));
            assertEquals(3, trunk.read(3).size());
            assertEquals(List.of(), trunk.read(1, 300));
        }
    }

    @ParameterizedTest
    @MethodSource
    void oneTooManyIsTold503ThenNothing(String settings, int maxCalls, Loss counted) throws Exception {
        start(settings + ", refusals-per-source = 1", maxCalls);
        try (var caller = new UdpPeer(port)) {
            for (var i = 0; i < 6; i++) {
                caller.send(
                        Message.of("INVITE", caller.port()).with("X-Wait: yes").toString());
                awaitCalls(Math.min(i + 1, 2));
            }

            var answer = caller.receiveFinal();

            assertTrue(answer.startsWith("SIP/2.0 503 ") && answer.contains("Retry-After: 7\r\n"), answer);
            assertFalse(caller.receiveWithin(450).orElse("SIP/2.0 1").startsWith("SIP/2.0 503"), "told twice");
            assertEquals(1, meter.awaitResponses(503, 1));
            assertEquals(4, counted == null ? meter.awaitOverloaded(4) : meter.awaitLost(counted, 4));
            assertEquals(2, server.callsInHand());
        }
    }

    static Stream<Arguments> oneTooManyIsTold503ThenNothing() {
        return Stream.of(
                argumentSet("one source", "rate-per-source = 1, burst-per-source = 2", 100, Loss.RATE_SOURCE),
                argumentSet("all", "rate = 1, burst = 2, udp-share = 1", 100, Loss.RATE_TOTAL),
                argumentSet("sip.max-calls", "ban-after = 1", 2, null));
    }

    @Test
    void aCallThatWasPassedOverInSilenceGetsInWithItsNextTry() throws Exception {
        start("refusals-per-source = 1", 1);
        try (var caller = new UdpPeer(port)) {
            var first = Message.of("INVITE", caller.port()).with("X-Wait: yes");
            caller.send(first.toString());
            awaitCalls(1);
            var refused = Message.of("INVITE", caller.port());
            caller.send(refused.toString());
            assertTrue(caller.receiveFinal(refused).startsWith("SIP/2.0 503 "));
            var passedOver = Message.of("INVITE", caller.port());
            caller.send(passedOver.toString());
            assertEquals(2, meter.awaitOverloaded(2));

            release.countDown();
            assertTrue(caller.receiveFinal(first).startsWith("SIP/2.0 302 "));
            Eventually.isTrue(() -> server.callsInHand() == 0);
            caller.send(passedOver.toString());

            assertTrue(caller.receiveFinal(passedOver).startsWith("SIP/2.0 302 "));
        }
    }

    @Test
    void whatEndsACallGetsInBeyondTheRate() throws Exception {
        start("rate-per-source = 1, burst-per-source = 1", 100);
        try (var caller = new UdpPeer(port)) {
            var invite = Message.of("INVITE", caller.port()).with("X-Wait: yes");
            caller.send(invite.toString());
            caller.send(invite.as("CANCEL").toString());

            var answers = caller.receiveFinal() + caller.receiveFinal();

            assertTrue(answers.contains("SIP/2.0 200") && answers.contains("SIP/2.0 487"), answers);
        }
    }

    private static String unsound(Message message) {
        return message.toString().replace("From: ", "From: \1");
    }
}
