package org.sipverify.app.api.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Cause;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Signer;
import org.sipverify.index.IndexedCall.Verdict;

/** Calls of the tests. */
final class SampleCalls {
    private SampleCalls() {}

    static IndexedCall to(String callee) {
        return new IndexedCall(
                new UUID(7, 8),
                Instant.parse("2026-11-20T09:10:00Z"),
                new Parties("15551234567-1@192.0.2.1", "+15551234567", callee),
                new Arrival("192.0.2.1", "UDP"),
                new Verdict(
                        "invalid",
                        new Cause("TOKEN_EXPIRED", "the token of (555) 123-4567 has expired"),
                        "r-1",
                        "ACME",
                        new Signer("https://acme.example/15551234567", Optional.of(Duration.ofSeconds(3)))),
                new Handling(
                        "redirect",
                        "",
                        "on-invalid",
                        new Answer(302, "sip:" + callee + "@192.0.2.9:5060", Duration.ofMillis(12)),
                        "/vcons/15551234567.vcon"));
    }
}
