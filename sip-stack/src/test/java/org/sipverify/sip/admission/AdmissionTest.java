package org.sipverify.sip.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** Who may call: the lists, scanners, and how often a refusal is sent. */
class AdmissionTest extends AdmissionFixture {
    @ParameterizedTest
    @MethodSource
    void theDoor(String settings, String address, AdmissionDecision expected, Loss counted) {
        var valve = valve(settings);

        assertEquals(expected, valve.checkSource(source(address, UDP)));
        assertEquals(counted == null ? 0 : 1, counted == null ? 0 : tally.of(counted), tally.toString());
        assertEquals(
                expected != AdmissionDecision.DROP,
                valve.allowsConnection(source(address, TCP).address()),
                "at accept");
    }

    static Stream<Arguments> theDoor() {
        var allow = "allow = [\"192.0.2.0/24\", \"2001:db8::/32\"]";
        return Stream.of(
                argumentSet("any source, by default", "", STRANGER, AdmissionDecision.ADMIT, null),
                argumentSet("on the list", allow, CARRIER, AdmissionDecision.ADMIT, null),
                argumentSet("on the list, IPv6", allow, "2001:db8::7", AdmissionDecision.ADMIT, null),
                argumentSet("not on the list", allow, STRANGER, AdmissionDecision.DROP, Loss.NOT_ALLOWED),
                argumentSet("not on it, IPv6", allow, "2001:db9::7", AdmissionDecision.DROP, Loss.NOT_ALLOWED),
                argumentSet("told", allow + ", unknown = reject", STRANGER, AdmissionDecision.FORBID, Loss.NOT_ALLOWED),
                argumentSet(
                        "served all the same", allow + ", unknown = serve", STRANGER, AdmissionDecision.ADMIT, null),
                argumentSet("denied", "deny = [203.0.113.0/24]", STRANGER, AdmissionDecision.DROP, Loss.DENIED),
                argumentSet(
                        "denied inside", allow + ", deny = [192.0.2.1]", CARRIER, AdmissionDecision.DROP, Loss.DENIED));
    }

    @ParameterizedTest
    @CsvSource({
        "friendly-scanner, DROP",
        "SIPVicious/0.3, DROP",
        "'Asterisk (sipcli v1.8)', DROP",
        "sipcli, DROP",
        "SIPClient-macOS/0.1.0, ADMIT",
        "my-sipcli/1, ADMIT",
        "Asterisk PBX 20.1, ADMIT",
        "friendly, ADMIT",
        "'', ADMIT"
    })
    void scannersAreDropped(String agent, AdmissionDecision expected) {
        var valve = valve("");

        var ruling = valve.checkRequest(source(STRANGER, UDP), request("OPTIONS", "User-Agent: " + agent + "\r\n"));

        assertEquals(expected, ruling);
        assertEquals(expected == AdmissionDecision.DROP ? 1 : 0, tally.of(Loss.SCANNER));
    }

    @Test
    void refusalsHaveALimitOfTheirOwn() {
        var valve = valve("allow = [192.0.2.0/24], unknown = reject, refusals-per-source = 2");

        var rulings = Stream.generate(() -> valve.checkSource(source(STRANGER, UDP)))
                .limit(4)
                .toList();

        assertEquals("[FORBID, FORBID, DROP, DROP]", rulings.toString());
        assertEquals(4, tally.of(Loss.NOT_ALLOWED));
        clock.passes(Duration.ofSeconds(1));
        assertTrue(valve.mayRefuse(source(STRANGER, UDP)));
    }
}
