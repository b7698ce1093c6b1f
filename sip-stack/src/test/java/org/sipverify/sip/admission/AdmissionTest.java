package org.sipverify.sip.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.guard.Limits;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.TransportMeter.Loss;

class AdmissionTest {
    private static final String CARRIER = "192.0.2.1";
    private static final String STRANGER = "203.0.113.9";
    private static final boolean UDP = true;
    private static final boolean TCP = false;

    private final FakeClock clock = new FakeClock();
    private final Tally tally = new Tally();

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
                argumentSet("everybody, by default", "", STRANGER, AdmissionDecision.ADMIT, null),
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

    @ParameterizedTest
    @CsvSource({
        "friendly-scanner, DROP",
        "SIPVicious/0.3, DROP",
        "'Asterisk (sipcli v1.8)', DROP",
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

    @ParameterizedTest
    @MethodSource
    void whoIsBanned(String settings, String address, boolean udp, boolean bannedOnTcp, boolean bannedOnUdp) {
        var valve = valve("ban-after = 3, " + settings);

        for (var i = 0; i < 3; i++) {
            assertEquals(AdmissionDecision.ADMIT, valve.checkSource(source(address, udp)));
            valve.recordOffence(source(address, udp));
        }

        assertEquals(
                bannedOnTcp ? AdmissionDecision.DROP : AdmissionDecision.ADMIT,
                valve.checkSource(source(address, TCP)));
        assertEquals(
                bannedOnUdp ? AdmissionDecision.DROP : AdmissionDecision.ADMIT,
                valve.checkSource(source(address, UDP)));
        assertEquals(!bannedOnTcp, valve.allowsConnection(source(address, TCP).address()));
        assertEquals(bannedOnTcp || bannedOnUdp ? 1 : 0, valve.bans());
        clock.passes(Duration.ofMinutes(10));
        assertEquals(AdmissionDecision.ADMIT, valve.checkSource(source(address, udp)), "a ban has an end");
        assertEquals(0, valve.bans());
    }

    static Stream<Arguments> whoIsBanned() {
        var named = "allow = [192.0.2.0/24], ban-udp = true";
        return Stream.of(
                argumentSet("over a connection: everywhere", "", STRANGER, TCP, true, true),
                argumentSet("over UDP: nobody", "", STRANGER, UDP, false, false),
                argumentSet("over UDP, if wanted: there only", "ban-udp = true", STRANGER, UDP, false, true),
                argumentSet("a named caller: never", named, CARRIER, TCP, false, false),
                argumentSet("whoever forges a named caller: never", named, CARRIER, UDP, false, false));
    }

    @Test
    void offencesOfLongAgoAreForgotten() {
        var valve = valve("ban-after = 3, ban-window = 1 s");

        for (var i = 0; i < 30; i++) {
            valve.recordOffence(source(STRANGER, TCP));
            clock.passes(Duration.ofMillis(600));
        }

        assertEquals(0, valve.bans());
    }

    @Test
    void oneScannersRequestOverAConnectionBansIt() {
        var valve = valve("");

        valve.checkRequest(source(STRANGER, TCP), request("OPTIONS", "User-Agent: sipvicious\r\n"));

        assertEquals(AdmissionDecision.DROP, valve.checkSource(source(STRANGER, TCP)));
        assertEquals(1, tally.of(Loss.BANNED));
    }

    @Test
    void whoDoesNotListenToA503IsBanned() {
        var valve = valve("rate-per-source = 1, burst-per-source = 1, refusals-per-source = 1, ban-after = 5");

        requests(valve, STRANGER, TCP, 7);

        assertEquals(AdmissionDecision.DROP, valve.checkSource(source(STRANGER, TCP)));
    }

    @Test
    void theBanListIsBounded() {
        var valve = valve("ban-after = 1, max-bans = 10");

        for (var i = 0; i < 250; i++) {
            valve.recordOffence(source("203.0.113." + i, TCP));
        }

        assertEquals(10, valve.bans());
        clock.passes(Duration.ofMinutes(11));
        valve.recordOffence(source(CARRIER, TCP));
        assertEquals(1, valve.bans(), "room again");
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

    private Admission valve(String settings) {
        return new Admission(AdmissionConfigTest.with(settings), tally, clock);
    }

    private static List<AdmissionDecision> requests(Admission valve, String address, boolean udp, int count) {
        return requests(valve, "INVITE", address, udp, count);
    }

    private static List<AdmissionDecision> requests(
            Admission valve, String method, String address, boolean udp, int count) {
        var invite = request(method, "");
        return Stream.generate(() -> valve.checkRequest(source(address, udp), invite))
                .limit(count)
                .toList();
    }

    private static long admitted(List<AdmissionDecision> rulings) {
        return rulings.stream().filter(AdmissionDecision.ADMIT::equals).count();
    }

    private static Source source(String address, boolean udp) {
        try {
            return Source.of(InetAddress.getByName(address), udp);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ValidMessage request(String method, String field) {
        var text = """
                %1$s sip:x@y SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
                From: <sip:a@b>;tag=1
                To: <sip:x@y>
                Call-ID: 1
                CSeq: 1 %1$s
                """.formatted(method).replace("\n", "\r\n");
        var bytes = (text + field + "\r\n").getBytes(UTF_8);
        return new MessageGuard(Limits.DEFAULT)
                .check(bytes, bytes.length, true)
                .match(
                        valid -> valid,
                        rejected -> {
                            throw new AssertionError(rejected.error());
                        },
                        ignored -> {
                            throw new AssertionError(ignored.error());
                        });
    }
}
