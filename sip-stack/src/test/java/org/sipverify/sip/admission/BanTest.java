package org.sipverify.sip.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** Who is banned, by what, and for how long. */
class BanTest extends AdmissionFixture {
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
                argumentSet("over UDP: no source", "", STRANGER, UDP, false, false),
                argumentSet("over UDP, if wanted: there only", "ban-udp = true", STRANGER, UDP, false, true),
                argumentSet("a named caller: never", named, CARRIER, TCP, false, false),
                argumentSet("a forged named caller: never", named, CARRIER, UDP, false, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {TCP, UDP})
    void aLiftedBanAndItsOffencesAreForgotten(boolean transport) {
        var valve = valve("ban-after = 3, ban-udp = true");
        for (var i = 0; i < 3; i++) {
            valve.recordOffence(source(STRANGER, transport));
        }
        assertEquals(AdmissionDecision.DROP, valve.checkSource(source(STRANGER, transport)));
        assertFalse(valve.lift(source(CARRIER, transport).address()));

        assertTrue(valve.lift(source(STRANGER, transport).address()));

        assertEquals(AdmissionDecision.ADMIT, valve.checkSource(source(STRANGER, transport)));
        valve.recordOffence(source(STRANGER, transport));
        assertEquals(0, valve.bans(), "one more offence is the first");
        assertFalse(valve.lift(source(STRANGER, transport).address()));
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

    @ParameterizedTest
    @MethodSource
    void aScannersNameBansNoAddressThatWasAnsweredACall(boolean answeredOverUdp, Duration ago, boolean banned) {
        var valve = valve("");
        valve.answered(source(STRANGER, answeredOverUdp));
        clock.passes(ago);

        var decision = valve.checkRequest(source(STRANGER, TCP), request("OPTIONS", "User-Agent: sipvicious\r\n"));

        assertEquals(AdmissionDecision.DROP, decision);
        assertEquals(1, tally.of(Loss.SCANNER));
        assertEquals(banned ? 1 : 0, valve.bans());
    }

    static Stream<Arguments> aScannersNameBansNoAddressThatWasAnsweredACall() {
        return Stream.of(
                argumentSet("over a connection", TCP, Duration.ofHours(23), false),
                argumentSet("over UDP", UDP, Duration.ofHours(23), false),
                argumentSet("long ago", TCP, Duration.ofDays(1), true));
    }

    /** Of more than are remembered, the latest are. */
    @Test
    void theAnsweredAreBounded() {
        var answered = new AnsweredSources();

        for (long source = 1; source <= 100_000; source++) {
            answered.add(source, source);
        }

        assertTrue(answered.has(100_000, 100_000));
        long known = LongStream.rangeClosed(1, 100_000)
                .filter(source -> answered.has(source, 100_000))
                .count();
        assertTrue(known <= 4096 && known > 3500, known + " are known");
        assertTrue(answered.has(99_000, 100_000));
    }

    @Test
    void otherOffencesBanAnAnsweredAddressToo() {
        var valve = valve("ban-after = 3");
        valve.answered(source(STRANGER, TCP));

        for (var i = 0; i < 3; i++) {
            valve.recordOffence(source(STRANGER, TCP));
        }

        assertEquals(1, valve.bans());
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
}
