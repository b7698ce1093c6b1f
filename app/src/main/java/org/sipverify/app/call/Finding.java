package org.sipverify.app.call;

import java.util.Optional;
import org.sipverify.formats.text.PlainText;
import org.sipverify.policy.CallFacts;
import org.sipverify.policy.CallFacts.Outcome;
import org.sipverify.policy.CallFacts.Verdict;
import org.sipverify.sip.Invite;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Passport;

/**
 * How verification of one call went.
 *
 * @param verdict in the words of the policy, which the headers, the log and the records use too
 * @param verification the verifier's answer; absent when it was not asked
 * @param passport the token it is about; absent likewise
 */
public record Finding(Verdict verdict, Optional<Verification> verification, Optional<Passport> passport) {
    /** The call carries no VVP header. */
    public static Finding none() {
        return unverified(Outcome.NONE, "");
    }

    /** A VVP header cannot be read. */
    public static Finding malformed(String reason) {
        return unverified(Outcome.MALFORMED, reason);
    }

    private static Finding unverified(Outcome outcome, String reason) {
        var verdict = new Verdict(outcome, "", reason, CallFacts.Caller.UNKNOWN, CallFacts.Report.NONE);
        return new Finding(verdict, Optional.empty(), Optional.empty());
    }

    /**
     * One of which only the record is left: what the verifier said besides its verdict and its warning is not known.
     *
     * @param passport absent when the verifier was not asked
     */
    public static Finding recorded(Verdict verdict, String warning, Optional<Passport> passport) {
        boolean wasAsked = verdict.outcome() != Outcome.NONE && verdict.outcome() != Outcome.MALFORMED;
        var answer = warning.isEmpty() || !PlainText.is(warning)
                ? Verification.indeterminate("", "")
                : Verification.warning(warning);
        return new Finding(verdict, Optional.of(answer).filter(it -> wasAsked), passport.filter(it -> wasAsked));
    }

    public static Finding of(Verification verification, Passport passport, VerifierConfig config) {
        var outcome = outcome(verification.status(), config.warningAs());
        var status = outcome == Outcome.ERROR ? config.fallbackStatus().name() : outcome.name();
        var report = verification.report();
        var verdict = new Verdict(
                outcome,
                status,
                verification.reason().error(),
                caller(outcome, verification.caller()),
                new CallFacts.Report(
                        report.requestId(), verification.reason().rawError(), report.claims(), report.errors()));
        return new Finding(verdict, Optional.of(verification), Optional.of(passport));
    }

    /** A brand never goes with an outcome that proves nothing, whatever the verifier sent along. */
    private static CallFacts.Caller caller(Outcome outcome, Verification.Caller caller) {
        var proves = outcome == Outcome.VALID || outcome == Outcome.WARNING;
        var brand = caller.brand().filter(it -> proves).orElse(new Brand("", ""));
        return new CallFacts.Caller(caller.number(), brand.name(), brand.logo());
    }

    private static Outcome outcome(Verification.Status status, VerifierConfig.WarningAs warningAs) {
        return switch (status) {
            case VALID -> Outcome.VALID;
            case INVALID -> Outcome.INVALID;
            case INDETERMINATE -> Outcome.INDETERMINATE;
            case ERROR -> Outcome.ERROR;
            case WARNING ->
                switch (warningAs) {
                    case INDETERMINATE -> Outcome.INDETERMINATE;
                    case VALID -> Outcome.VALID;
                    case WARNING -> Outcome.WARNING;
                };
        };
    }

    public Outcome outcome() {
        return verdict.outcome();
    }

    /** The verifier's own code behind the reason, and its warning. */
    public Verification.Reason details() {
        return verification.map(Verification::reason).orElse(Verification.Reason.NONE);
    }

    /** The verifier's own sentence about its verdict; empty when there is none. */
    public String message() {
        return verification.map(Verification::message).orElse("");
    }

    /** Everything the policy may look at. */
    public CallFacts facts(Invite invite, CallParties parties) {
        var arrival = new CallFacts.Arrival(
                CallParties.source(invite),
                invite.arrival().tlsIdentities(),
                parties.caller().name(),
                invite.receivedAt());
        var numbers = new CallFacts.Parties(parties.orig(), parties.dest(), parties.ruri());
        var signer = passport.flatMap(Passport::kid).orElse("");
        return new CallFacts(new CallFacts.Call(arrival, numbers, signer, invite.callId()), verdict);
    }
}
