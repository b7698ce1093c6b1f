package org.sipverify.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Cause;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Signer;
import org.sipverify.index.IndexedCall.Verdict;

/** Calls of the tests, a second apart. */
final class Calls {
    static final Instant START = Instant.parse("2026-11-20T09:10:00Z");

    private Calls() {}

    static IndexedCall call(int number, String caller, String callee) {
        return call(number, caller, callee, "valid", "redirect");
    }

    static IndexedCall call(int number, String caller, String callee, String outcome, String decision) {
        return new IndexedCall(
                new UUID(number, 8),
                START.plusSeconds(number),
                new Parties("call-" + number + "@pbx.example", caller, callee),
                new Arrival("192.0.2." + number % 5, "UDP"),
                new Verdict(
                        outcome,
                        new Cause(outcome.equals("invalid") ? "TOKEN_EXPIRED" : "", ""),
                        "request-" + number,
                        number % 2 == 0 ? "ACME" : "",
                        new Signer("https://acme.example/key", Optional.of(Duration.ofSeconds(3)))),
                new Handling(
                        decision,
                        "",
                        "on-" + outcome,
                        new Answer(302, "sip:" + callee + "@pbx.example", Duration.ofMillis(12)),
                        ""));
    }
}
