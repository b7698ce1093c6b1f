package org.sipverify.app.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;
import org.sipverify.policy.CallFacts;
import org.sipverify.policy.CallFacts.Outcome;
import org.sipverify.sip.Invite;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Passport;

/**
 * How verification of one call went, in the words of the policy.
 *
 * @param status the value of {@code X-VVP-Status}; empty when there is none
 * @param reason an error code, or what is wrong with a header; empty when nothing is
 * @param verification what the verifier said; absent when it was not asked
 * @param passport the token it is about; absent likewise
 */
public record Finding(
        Outcome outcome,
        String status,
        String reason,
        Optional<Verification> verification,
        Optional<Passport> passport) {
    /** The call carries no VVP header. */
    public static Finding none() {
        return new Finding(Outcome.NONE, "", "", Optional.empty(), Optional.empty());
    }

    /** A VVP header cannot be read. */
    public static Finding malformed(String reason) {
        return new Finding(Outcome.MALFORMED, "", reason, Optional.empty(), Optional.empty());
    }

    public static Finding of(Verification verification, Passport passport, VerifierConfig config) {
        var outcome = outcome(verification.status(), config.warningAs());
        var status = outcome == Outcome.ERROR ? config.fallbackStatus().name() : outcome.name();
        return new Finding(outcome, status, verification.error(), Optional.of(verification), Optional.of(passport));
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

    /** Who the caller proved to be; never with an outcome that proves nothing, whatever the verifier sent along. */
    public Brand brand() {
        var proves = outcome == Outcome.VALID || outcome == Outcome.WARNING;
        return verification.filter(it -> proves).flatMap(Verification::brand).orElse(new Brand("", ""));
    }

    public String callerId() {
        return verification.map(Verification::callerId).orElse("");
    }

    public String warningReason() {
        return verification.map(Verification::warningReason).orElse("");
    }

    public String rawError() {
        return verification.map(Verification::rawError).orElse("");
    }

    /** Everything the policy may look at. */
    public CallFacts facts(Invite invite, CallParties parties) {
        return CallFacts.of(outcome, CallParties.source(invite), parties.orig(), parties.dest(), invite.callId())
                .withVerdict(status, reason)
                .withRequestId(verification.map(Verification::requestId).orElse(""))
                .withCaller(callerId(), brand().name(), brand().logo())
                .withEvidence(
                        verification.map(Verification::claims).orElse(MissingNode.getInstance()),
                        verification.map(Verification::errors).orElse(JsonNodeFactory.instance.arrayNode()));
    }
}
