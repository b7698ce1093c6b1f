package org.sipverify.sip.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** How much is taken on, of one source and of all. */
class RateLimitTest extends AdmissionFixture {
    @Test
    void aSourceOverItsRateIsToldOnceThenNothingUntilItsBucketRecovers() {
        var valve = valve("rate-per-source = 10, burst-per-source = 3, refusals-per-source = 1");

        assertEquals(
                "[ADMIT, ADMIT, ADMIT, BUSY, DROP, DROP]",
                requests(valve, STRANGER, TCP, 6).toString());
        assertEquals(3, tally.of(Loss.RATE_SOURCE));
        assertEquals("[ADMIT]", requests(valve, CARRIER, TCP, 1).toString(), "others are not concerned");
        clock.passes(Duration.ofMillis(100));
        assertEquals("[ADMIT, DROP]", requests(valve, STRANGER, TCP, 2).toString());
        clock.passes(Duration.ofSeconds(10));
        assertEquals(
                "[ADMIT, ADMIT, ADMIT, BUSY]", requests(valve, STRANGER, TCP, 4).toString());
    }

    @ParameterizedTest
    @CsvSource({"200, 10", "1000, 10", "1100, 5", "2000, 5", "2200, 3", "7000, 1"})
    void aLargeRequestCountsAsSeveral(int octets, int admitted) {
        var valve = valve("rate-per-source = 1, burst-per-source = 10, rate-size = 1 KiB");
        var request = request("INVITE", "X: " + "x".repeat(octets - 200) + "\r\n");

        var rulings = Stream.generate(() -> valve.checkRequest(source(STRANGER, TCP), request))
                .limit(20)
                .toList();

        assertEquals(admitted, admitted(rulings));
    }

    @Test
    void oneLargerThanTheBurstIsTakenWhenNothingElseCame() {
        var valve = valve("rate-per-source = 1, burst-per-source = 2, rate-size = 1 KiB");
        var request = request("INVITE", "X: " + "x".repeat(5000) + "\r\n");

        assertEquals(AdmissionDecision.ADMIT, valve.checkRequest(source(STRANGER, TCP), request));
        assertEquals(AdmissionDecision.BUSY, valve.checkRequest(source(STRANGER, TCP), request));
        clock.passes(Duration.ofSeconds(6));
        assertEquals(AdmissionDecision.ADMIT, valve.checkRequest(source(STRANGER, TCP), request));
    }

    @Test
    void oneIpv6SiteIsOneSource() {
        var valve = valve("rate-per-source = 1, burst-per-source = 1");

        assertEquals("[ADMIT]", requests(valve, "2001:db8:1:2::1", TCP, 1).toString());
        assertEquals("[BUSY]", requests(valve, "2001:db8:1:2:ffff::9", TCP, 1).toString());
        assertEquals("[ADMIT]", requests(valve, "2001:db8:1:3::1", TCP, 1).toString());
    }

    @ParameterizedTest
    @CsvSource({"ACK, 20", "CANCEL, 4", "BYE, 4", "INVITE, 2", "OPTIONS, 2", "cancel, 2"})
    void whatEndsCallsHasAReserveAndAnAckIsNeverRefused(String method, long admitted) {
        var valve = valve("rate-per-source = 1, burst-per-source = 2");

        var rulings = Stream.generate(() -> valve.checkRequest(source(STRANGER, TCP), request(method, "")))
                .limit(20)
                .toList();

        assertEquals(
                admitted,
                rulings.stream().filter(AdmissionDecision.ADMIT::equals).count(),
                rulings.toString());
    }

    @Test
    void namedCallersAreExemptFromTheLimitOfOneIfTheOperatorSaysSo() {
        var limits = "allow = [192.0.2.0/24], rate-per-source = 1, burst-per-source = 1, burst = 5, exempt-allowed = ";

        assertEquals(1, admitted(requests(valve(limits + false), CARRIER, TCP, 9)));
        assertEquals(5, admitted(requests(valve(limits + true), CARRIER, TCP, 9)), "the limit of all remains");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS", "CANCEL", "BYE"})
    void aFloodOfForgedPacketsLocksNobodyOutWhoCannotBeForged(String method) {
        var valve = valve("rate = 10, burst = 10, udp-share = 0.5, allow = [192.0.2.0/24], unknown = serve");

        var flood = new ArrayList<AdmissionDecision>();
        for (var i = 0; i < 250; i++) {
            flood.addAll(requests(valve, method, "203.0.113." + i, UDP, 10));
        }

        assertEquals(5, admitted(flood));
        assertEquals(2495, tally.of(Loss.RATE_TOTAL));
        assertEquals("[ADMIT]", requests(valve, STRANGER, TCP, 1).toString());
        assertEquals("[ADMIT]", requests(valve, CARRIER, UDP, 1).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS", "CANCEL", "BYE"})
    void aFloodOverConnectionsLeavesTheNamedTheirPart(String method) {
        var valve = valve("rate = 10, burst = 80, rate-per-source = 0, allow = [192.0.2.0/24], unknown = serve");

        requests(valve, method, STRANGER, TCP, 1000);

        assertEquals("[ADMIT, ADMIT]", requests(valve, CARRIER, UDP, 2).toString());
        assertEquals("[ADMIT, ADMIT]", requests(valve, CARRIER, TCP, 2).toString());
    }

    @Test
    void whatIsForgedOverUdpDoesNotUseUpWhatItsVictimMaySendOverAConnection() {
        var valve = valve("rate-per-source = 1, burst-per-source = 1");

        requests(valve, STRANGER, UDP, 5);

        assertEquals("[ADMIT]", requests(valve, STRANGER, TCP, 1).toString());
    }

    @Test
    void zeroIsNoLimit() {
        assertEquals(500, admitted(requests(valve("rate = 0, rate-per-source = 0"), STRANGER, UDP, 500)));
    }

    @Test
    void aFloodOfForgedSourcesNeitherGrowsTheTableNorFreesWhoReallySendsMuch() {
        var valve = valve("rate-per-source = 10, burst-per-source = 5, max-sources = 64");
        requests(valve, STRANGER, UDP, 20);

        for (var i = 0; i < 100_000; i++) {
            var forged = source("10.%d.%d.%d".formatted(i >> 16, (i >> 8) & 255, i & 255), UDP);
            valve.checkRequest(forged, request("OPTIONS", ""));
        }

        assertTrue(valve.sources() <= 64, "sources: " + valve.sources());
        assertFalse(requests(valve, STRANGER, UDP, 1).contains(AdmissionDecision.ADMIT));
    }
}
