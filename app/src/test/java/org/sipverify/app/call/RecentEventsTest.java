package org.sipverify.app.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipverify.app.ops.RecentWarnings;
import org.sipverify.app.recent.CallSeries;
import org.sipverify.app.recent.Range;
import org.sipverify.app.recent.RecentRefusals;
import org.sipverify.app.recent.Series;
import org.sipverify.app.recent.SourceTally;
import org.sipverify.sip.Invite;
import org.sipverify.sip.RefusedInvite;
import org.sipverify.sip.transport.Transport;
import org.sipverify.verifier.Verification;

/** What a server remembers of the last calls, without a database. */
class RecentEventsTest {
    private static final long START = 1_700_000_000 / 1800 * 1800; // each range begins a step here
    private static final Instant NOW = Instant.parse("2026-11-20T09:10:00Z");

    private final AtomicLong nanoTime = new AtomicLong(77);
    private final CallSeries series = new CallSeries(START, nanoTime::get);
    private final SourceTally sources = new SourceTally();
    private final RecentRefusals refusals = new RecentRefusals(nanoTime::get);
    private final ShippedFlow shipped = new ShippedFlow();

    @AfterEach
    void close() {
        shipped.close();
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private void call(FakeCall call) {
        shipped.observedBy(CallObserver.all(List.of(series, sources)));
        shipped.flow(Verification.valid("")).onInvite(call.received(NOW, Duration.ofMillis(100)));
    }

    private static double last(List<Double> values) {
        return Objects.requireNonNull(values.get(values.size() - 1));
    }

    private static RefusedInvite refused(String source) {
        return new RefusedInvite(
                new Invite.Arrival(new InetSocketAddress(source, 5060), Transport.UDP, NOW, List.of()),
                false,
                400,
                "malformed From",
                () -> new RefusedInvite.Claimed("call-9", "", ""),
                "INVITE".getBytes(UTF_8));
    }

    @Test
    void aStepHasTheCallsOfItsTimeByOutcome() {
        call(FakeCall.withCredentials());
        call(FakeCall.withCredentials());
        call(FakeCall.bare());
        call(FakeCall.withCredentials().cancelled());
        series.refused(refused("192.0.2.1"));
        assertNull(last(series, "valid"), "the step is not over");

        pass(Duration.ofSeconds(5));

        assertEquals(2 / 5.0, last(series, "valid"));
        assertEquals(1 / 5.0, last(series, "none"));
        assertEquals(1 / 5.0, last(series, "cancelled"));
        assertEquals(1 / 5.0, last(series, "refused"));
        assertEquals(0, last(series, "invalid"));
    }

    private static Double last(CallSeries series, String outcome) {
        var values = Objects.requireNonNull(series.of(Range.QUARTER).calls().get(outcome));
        return values.get(values.size() - 1);
    }

    @Test
    void whatWasBeforeTheStartIsNotKnownAndWhatIsOldIsGone() {
        call(FakeCall.bare());
        pass(Duration.ofSeconds(5));
        var before = Objects.requireNonNull(series.of(Range.QUARTER).calls().get("none"));
        assertEquals(180, before.size());
        assertEquals(1, before.stream().filter(Objects::nonNull).count());

        pass(Duration.ofMinutes(15));

        var after = Objects.requireNonNull(series.of(Range.QUARTER).calls().get("none"));
        assertTrue(after.stream().allMatch(it -> it == 0), after::toString);
        assertEquals(
                1 / 60.0,
                Objects.requireNonNull(series.of(Range.HOURS).calls().get("none")).stream()
                        .filter(Objects::nonNull)
                        .mapToDouble(it -> it)
                        .sum(),
                0.001);
    }

    @Test
    void percentilesAreWithinATenth() {
        for (int i = 0; i < 20; i++) {
            call(FakeCall.withCredentials());
        }
        pass(Duration.ofSeconds(5));

        Series now = series.of(Range.QUARTER);

        assertEquals(100, last(now.answers().p50()), 10);
        assertEquals(100, last(now.answers().p99()), 10);
        assertTrue(last(now.verifications().p50()) < 1, "it is answered at once");
        assertEquals(
                START + 5, now.start() + (long) now.step() * now.answers().p50().size());
    }

    @Test
    void aSourceHasWhatItHasSent() {
        call(FakeCall.withCredentials());
        call(FakeCall.bare());
        sources.refused(refused("192.0.2.1"));
        sources.refused(refused("203.0.113.5"));

        var all = sources.all();

        assertEquals(2, all.size());
        var caller = all.get(0);
        assertEquals("192.0.2.1", caller.source());
        assertEquals(2, caller.calls());
        assertEquals(1, caller.valid());
        assertEquals(1, caller.none());
        assertEquals(1, caller.refused());
        assertEquals(NOW.toString(), caller.last());
        assertEquals(0, all.get(1).calls());
    }

    @Test
    void aSourceThatIsRefusedAndThenCallsIsOneSource() {
        sources.refused(refused("2001:db8::1"));
        call(FakeCall.bare().at("2001:db8::1"));

        assertEquals(1, sources.all().size(), () -> sources.all().toString());
        assertEquals(1, sources.all().get(0).calls());
        assertEquals(1, sources.all().get(0).refused());
    }

    @Test
    void aFloodOfForgedSourcesPushesNoCallerOut() {
        call(FakeCall.bare());
        for (int i = 0; i < 5_000; i++) {
            sources.refused(refused("10.0." + i / 250 + "." + (1 + i % 250)));
        }

        var all = sources.all();

        assertEquals("192.0.2.1", all.get(0).source());
        assertEquals(1 + 200, all.size());
    }

    @Test
    void aFloodOfRefusalsIsNotReadClosely() {
        for (int i = 0; i < 500; i++) {
            refusals.refused(refused("192.0.2.1"));
        }
        assertEquals(50, refusals.all().size());

        for (int second = 0; second < 10; second++) {
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
            for (int i = 0; i < 50; i++) {
                refusals.refused(refused("192.0.2." + (1 + second)));
            }
        }

        assertEquals(256, refusals.all().size());
        assertEquals("192.0.2.10", refusals.all().get(0).source());
        assertEquals("malformed From", refusals.all().get(0).reason());
        assertEquals("call-9", refusals.all().get(0).callId());
    }

    @Test
    void theWarningsOfTheLogAreRememberedUntilItIsClosed() {
        var log = LogManager.getLogger(RecentEventsTest.class);
        try (var warnings = RecentWarnings.listen()) {
            log.info("not this");
            log.warn("look at {}", "this");

            var last = warnings.all().get(0);
            assertEquals("WARN", last.level());
            assertEquals("RecentEventsTest", last.logger());
            assertEquals("look at this", last.message());
            warnings.close();
            log.warn("too late");
            assertEquals(last, warnings.all().get(0));
        }
    }
}
