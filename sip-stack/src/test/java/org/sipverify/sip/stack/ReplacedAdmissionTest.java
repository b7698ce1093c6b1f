package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/** An operator changes who may call while the server runs. */
class ReplacedAdmissionTest extends AdmissionServer {
    private static final String ELSEWHERE = "allow = [192.0.2.0/24], unknown = reject";
    private static final String HERE = "allow = [127.0.0.0/8], unknown = reject";

    @ParameterizedTest
    @MethodSource
    void theNextMessageIsJudgedAnew(List<String> settings, List<String> expected) throws Exception {
        start(settings.get(0), 100);
        try (var caller = new UdpPeer(port)) {
            assertEquals(expected.get(0), status(caller));

            for (int i = 1; i < settings.size(); i++) {
                server.admit(Samples.admission(settings.get(i)));

                assertEquals(expected.get(i), status(caller), settings.get(i));
            }
        }
    }

    /** Named sources have a socket of their own, which comes, changes and is left empty as the list does. */
    static Stream<Arguments> theNextMessageIsJudgedAnew() {
        return Stream.of(
                argumentSet("closed and opened", List.of("", ELSEWHERE, ""), List.of("200", "403", "200")),
                argumentSet("named at last", List.of(ELSEWHERE, HERE), List.of("403", "200")),
                argumentSet("named no more", List.of(HERE, ELSEWHERE, HERE), List.of("200", "403", "200")),
                argumentSet("named, then everybody", List.of(HERE, "", HERE), List.of("200", "200", "200")));
    }

    private static String status(UdpPeer caller) throws Exception {
        caller.send(Message.of("OPTIONS", caller.port()).toString());
        return caller.receive().substring(8, 11);
    }

    @Test
    void aBanOutlivesAChangeOfTheRest() throws Exception {
        start("", 100);
        try (var scanner = new TcpPeer(port)) {
            scanner.write(scanner.request("OPTIONS")
                    .with("User-Agent: friendly-scanner")
                    .toString());
            assertEquals(1, meter.awaitLost(Loss.SCANNER, 1));
        }

        server.admit(Samples.admission("rate-per-source = 100"));

        assertEquals(1, server.admission().bans());
        server.admit(Samples.admission("ban-time = 1 h"));
        assertEquals(0, server.admission().bans());
    }

    /** A quarter of the places is reserved as soon as there are callers to reserve it for. */
    @Test
    void placesAreReservedForThoseWhoAreNamedLater() throws Exception {
        start("", 4);
        server.admit(Samples.admission("allow = [192.0.2.0/24], unknown = serve"));
        try (var caller = new TcpPeer(port)) {
            for (int i = 0; i < 4; i++) {
                caller.write(caller.request("INVITE").with("X-Wait: yes").toString());
            }

            var busy = caller.read();

            assertTrue(busy.startsWith("SIP/2.0 503"), busy);
            awaitCalls(3);
            assertEquals(3, server.callsInHand());
        }
    }
}
