package org.sipverify.app.index;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipverify.index.IndexedCall;
import org.sipverify.policy.CallFacts;
import org.sipverify.policy.CallFacts.Outcome;

/**
 * What a row knows of a call, as a policy looks at it. The Request-URI counts as the called number; names in TLS
 * certificates, the named caller, claims and the logo are not in a row and count as absent.
 */
public final class RowFacts {
    /** Absent for a row of an INVITE on which no policy decided. */
    public static Optional<CallFacts> of(IndexedCall row) {
        return Stream.of(Outcome.values())
                .filter(outcome -> outcome.text().equals(row.verdict().outcome()))
                .findFirst()
                .map(outcome -> facts(row, outcome));
    }

    private static CallFacts facts(IndexedCall row, Outcome outcome) {
        var parties = row.parties();
        var verdict = row.verdict();
        var signer = verdict.signer().key();
        return new CallFacts(
                new CallFacts.Call(
                        new CallFacts.Arrival(row.arrival().source(), List.of(), "", row.time()),
                        new CallFacts.Parties(parties.caller(), parties.callee(), parties.callee()),
                        signer,
                        parties.callId()),
                new CallFacts.Verdict(
                        outcome,
                        status(outcome),
                        verdict.cause().error(),
                        new CallFacts.Caller("", verdict.brand(), ""),
                        new CallFacts.Report(
                                verdict.requestId(),
                                "",
                                CallFacts.Report.NONE.claims(),
                                CallFacts.Report.NONE.errors())));
    }

    /** The value of X-VVP-Status; without a verdict the usual one. */
    private static String status(Outcome outcome) {
        return switch (outcome) {
            case VALID, INVALID, INDETERMINATE, WARNING -> outcome.name().toUpperCase(Locale.ROOT);
            case ERROR -> Outcome.INDETERMINATE.name();
            case NONE, MALFORMED -> "";
        };
    }

    private RowFacts() {}
}
