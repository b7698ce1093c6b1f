package org.sipverify.app.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.index.PolicyReplay.Change;
import org.sipverify.index.CallIndex;
import org.sipverify.index.IndexConfig;
import org.sipverify.index.IndexListener;
import org.sipverify.index.IndexReader;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Verdict;
import org.sipverify.index.Query;
import org.sipverify.policy.Policy;

/** Calls of a real index under another policy. */
class PolicyReplayTest {
    private static final Instant START = Instant.parse("2026-11-20T09:10:00Z");
    private static final Query.Period EVER = new Query.Period(Optional.empty(), Optional.empty());

    @TempDir
    private Path directory;

    private Path file;
    private int number;

    @BeforeEach
    void place() {
        file = directory.resolve("calls.db");
    }

    private static Policy policy(String edit) {
        var shipped = ConfigFactory.parseFile(new File("../conf/policy.conf"));
        return Policy.from(ConfigFactory.parseString(edit).withFallback(shipped), "pbx.example:5060");
    }

    private IndexedCall row(String callee, String outcome, String decision, Answer answer) {
        number++;
        return new IndexedCall(
                new UUID(number, 8),
                START.plusSeconds(number),
                new Parties("call-" + number, "+15551234567", callee),
                new Arrival("192.0.2.1", "UDP"),
                Verdict.of(outcome, ""),
                new Handling(decision, "", "on-" + outcome, answer, ""));
    }

    private IndexedCall redirected(String callee) {
        return row(
                callee,
                "valid",
                "redirect",
                new Answer(302, "sip:" + callee + "@pbx.example:5060", Duration.ofMillis(3)));
    }

    private IndexedCall rejected() {
        return row("+14155551234", "none", "reject", new Answer(400, "", Duration.ofMillis(3)));
    }

    private void write(List<IndexedCall> rows) {
        try (var index =
                CallIndex.start(new IndexConfig(file, Duration.ofDays(36_500), 1 << 30, 10_000), IndexListener.NONE)) {
            rows.forEach(row -> index.offer(row.time(), () -> row));
        }
    }

    private PolicyReplay replay(int most) {
        return new PolicyReplay(new IndexReader(file), most, Duration.ofMinutes(1));
    }

    @Test
    void underThePolicyThatDecidedNothingIsDifferent() throws IOException {
        write(List.of(redirected("+14155551234"), rejected()));

        var result = replay(100).of(policy(""), EVER);

        assertEquals(new PolicyReplay.Result(2, 0, 0, true, List.of(), List.of()), result);
    }

    @Test
    void callsThatWouldEndDifferentlyAreCountedByWhatChanges() throws IOException {
        write(List.of(
                redirected("+14155551234"),
                redirected("+449001234"),
                redirected("+449005678"),
                rejected(),
                row("+449001234", "", "refused", new Answer(400, "", Duration.ZERO)),
                row("+449001234", "", "cancelled", new Answer(487, "", Duration.ZERO))));

        var result = replay(100)
                .of(
                        policy(
                                "rules = [{ name = premium, when { dest = [\"+449*\"] }, action = reject, reason-code = 603 }]"),
                        EVER);

        assertEquals(4, result.calls());
        assertEquals(2, result.others());
        assertEquals(2, result.different());
        assertEquals(List.of(new Change("redirect 302", "reject 603", "premium", 2)), result.changes());
        assertEquals("+449005678", result.examples().get(0).get("callee"));
        assertEquals("reject 603", result.examples().get(0).get("now"));
        assertEquals("premium", result.examples().get(0).get("now_rule"));
    }

    @Test
    void anotherDestinationIsAnotherEnd() throws IOException {
        write(List.of(redirected("+14155551234")));

        var result = replay(100)
                .of(policy("on-valid { action = redirect, destination-template = \"sip:{dest}@b.example\" }"), EVER);

        assertEquals(1, result.different());
        assertEquals("sip:+14155551234@b.example", result.examples().get(0).get("now_target"));
    }

    @Test
    void aBridgedCallMayHaveBeenTakenByAnyOfItsTargets() throws IOException {
        write(List.of(row(
                "+14155551234",
                "valid",
                "bridge",
                new Answer(486, "sip:+14155551234@b.example", Duration.ofMillis(9)))));
        var both = "bridge-udp-from-anyone = true, on-valid { action = bridge, destination-template ="
                + " [\"sip:{dest}@a.example\", \"sip:{dest}@%s.example\"] }";

        assertEquals(0, replay(100).of(policy(both.formatted("b")), EVER).different());
        assertEquals(1, replay(100).of(policy(both.formatted("c")), EVER).different());
    }

    @Test
    void onlyThePeriodIsLookedAtAndOnlySoManyCalls() throws IOException {
        for (int i = 0; i < 3; i++) {
            write(Stream.generate(() -> redirected("+14155551234")).limit(700).toList());
        }

        var some = replay(1000).of(policy(""), EVER);
        var late = replay(100_000)
                .of(policy(""), new Query.Period(Optional.of(START.plusSeconds(2000)), Optional.empty()));

        assertFalse(some.complete());
        assertEquals(1000, some.calls());
        assertTrue(late.complete());
        assertEquals(101, late.calls());
    }
}
