package org.sipverify.app.index;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.CallResult;
import org.sipverify.app.call.Finding;
import org.sipverify.app.call.Response;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Cause;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Signer;
import org.sipverify.index.IndexedCall.Verdict;
import org.sipverify.policy.Decision;
import org.sipverify.sip.Invite;
import org.sipverify.vcon.privacy.Masked;
import org.sipverify.verifier.credentials.Passport;

/**
 * The row of a call that this server handles; the words are those of the audit and of the vCon. It holds no INVITE. Texts
 * that others wrote are searched for credentials, as in the vCon.
 */
record CallRow(UUID uuid, Instant time, String callId, Numbers numbers, Arrival arrival) {
    private static final int REQUEST_TERMINATED = 487;

    /** Both as records have them. */
    record Numbers(String caller, String callee) {}

    static CallRow of(UUID uuid, Invite invite, CallParties parties) {
        return new CallRow(
                uuid,
                invite.receivedAt(),
                invite.callId(),
                new Numbers(parties.orig(), parties.dest()),
                new Arrival(CallParties.source(invite), invite.transport().name()));
    }

    /** @param tried the target that a bridged call was taken to last; empty when it was not */
    IndexedCall answered(CallResult result, String tried) {
        var response = result.response();
        var policy = response.policy();
        var target = Masked.text(tried.isEmpty() ? target(response) : tried);
        return row(
                verdict(result.finding()),
                new Handling(
                        response.decision(),
                        policy.observed() ? policy.decided().action() : "",
                        policy.rule(),
                        new Answer(response.status(), target, result.took()),
                        ""));
    }

    private static String target(Response response) {
        return response.isAsDecided()
                ? response.policy().enforced().match(Decision.Redirect::destination, reject -> "", bridge -> "")
                : "";
    }

    IndexedCall cancelled(Duration took) {
        return undecided("cancelled", REQUEST_TERMINATED, took);
    }

    /** It ended, and nobody decided on it: this server was at fault, or could not record it. */
    IndexedCall failed(int status, String decision) {
        return undecided(decision, status, Duration.ZERO);
    }

    private IndexedCall undecided(String decision, int status, Duration took) {
        return row(Verdict.NONE, new Handling(decision, "", "", new Answer(status, "", took), ""));
    }

    private IndexedCall row(Verdict verdict, Handling handling) {
        var parties = new Parties(Masked.text(callId), Masked.text(numbers.caller()), Masked.text(numbers.callee()));
        return new IndexedCall(uuid, time, parties, arrival, verdict, handling);
    }

    private Verdict verdict(Finding finding) {
        var verdict = finding.verdict();
        return new Verdict(
                verdict.outcome().text(),
                new Cause(Masked.text(verdict.reason()), Masked.text(finding.message())),
                Masked.text(verdict.report().requestId()),
                Masked.text(verdict.caller().brandName()),
                finding.passport().map(this::signer).orElse(Signer.UNKNOWN));
    }

    private Signer signer(Passport passport) {
        var key = Masked.text(passport.kid().orElse(""));
        return SignatureAge.signer(key, passport.iat(), time);
    }
}
