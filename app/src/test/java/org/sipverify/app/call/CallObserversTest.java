package org.sipverify.app.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.Verification;

/** What the log, the audit and the figures say of one call. */
class CallObserversTest {
    private static final Verification VALID =
            Verification.valid("+15551234567").withBrand(Optional.of(new Brand("ACME Corporation", "")));

    private final ShippedFlow shipped = new ShippedFlow();
    private final CapturedLog log = new CapturedLog(CallLog.class.getName());
    private final CapturedLog audit = new CapturedLog("audit");

    @AfterEach
    void close() {
        shipped.close();
        log.close();
        audit.close();
    }

    /** The time of day is what the INVITE came at; how long the call took is measured by another clock. */
    @ParameterizedTest
    @MethodSource
    void aClockThatIsSetDuringACallChangesNoDuration(Duration set) throws Exception {
        var clockAtTheInvite = Instant.now().minus(set);
        var call = FakeCall.withCredentials().received(clockAtTheInvite, Duration.ofNanos(125_349_999));

        shipped.flow(VALID).onInvite(call);

        assertTrue(
                log.lines().get(0).contains(", decision=redirect, time_ms=125.3, error="),
                log.lines().toString());
        var line = new ObjectMapper().readTree(audit.lines().get(0).substring("INFO ".length()));
        assertEquals(125.3, line.path("time_ms").asDouble());
        assertEquals(clockAtTheInvite.toString(), line.path("time").asText());
        assertTrue(
                shipped.meters.scrape().contains("{decision=\"redirect\",outcome=\"valid\"} 0.125349999"),
                shipped.meters.scrape());
    }

    static Stream<Arguments> aClockThatIsSetDuringACallChangesNoDuration() {
        return Stream.of(
                argumentSet("not set", Duration.ZERO),
                argumentSet("set back 400 days", Duration.ofDays(-400)),
                argumentSet("set back a millisecond", Duration.ofMillis(-1)),
                argumentSet("set forward 400 days", Duration.ofDays(400)));
    }

    @ParameterizedTest
    @MethodSource
    void aCancelledCallHasItsDurationToo(Duration set) throws Exception {
        var call = FakeCall.withCredentials()
                .received(Instant.now().minus(set), Duration.ofMillis(40))
                .cancelled();

        shipped.flow(VALID).onInvite(call);

        assertEquals(
                "INFO Call cancelled: call_id=call-1, time_ms=40.0, from=+1***67, to=+1***34",
                log.lines().get(0));
        assertTrue(
                audit.lines().get(0).contains("\"time_ms\":40.0"), audit.lines().toString());
    }

    static Stream<Arguments> aCancelledCallHasItsDurationToo() {
        return aClockThatIsSetDuringACallChangesNoDuration();
    }

    /** A brand can be proved and still have such a name. */
    @Test
    void aBrandTurnsNoReadingDirection() throws Exception {
        var brand = new Brand("ACME \u202egpj.exe\u2066 \ud83d\ude00 \udb40\udc41", "");
        var call = FakeCall.withCredentials();

        shipped.flow(Verification.valid("+15551234567").withBrand(Optional.of(brand)))
                .onInvite(call);

        var escaped = "ACME \\u202egpj.exe\\u2066 \ud83d\ude00 ";
        assertTrue(
                log.lines().get(0).contains("brand=" + escaped + "\\u{e0041}, decision="),
                log.lines().toString());
        var line = audit.lines().get(0);
        assertTrue(line.contains("\"brand\":\"" + escaped + "\\udb40\\udc41\""), line);
        var read = new ObjectMapper().readTree(line.substring("INFO ".length()));
        assertEquals(brand.name(), read.path("brand").asText());
    }
}
