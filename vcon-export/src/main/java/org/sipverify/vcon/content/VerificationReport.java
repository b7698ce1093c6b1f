package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.privacy.Masked;

/**
 * The body of a stir-verification-report: VVP's verdicts in STIR's words. VVP has no A, B or C, so there is no
 * attestation.
 */
final class VerificationReport {
    /** Absent when there was no verdict: a verifier that could not be asked found nothing. */
    static Optional<ObjectNode> of(RecordedVerdict verdict, Instant when, Optional<RecordedPassport> passport) {
        return switch (verdict.outcome()) {
            case "valid" -> Optional.of(report(verdict, when, passport, "verified", ""));
            case "warning" ->
                Optional.of(report(
                        verdict, when, passport, "verified", verdict.answer().warning()));
            case "invalid" ->
                Optional.of(report(
                        verdict,
                        when,
                        passport,
                        invalid(verdict),
                        verdict.cause().reason()));
            case "malformed" ->
                Optional.of(report(
                        verdict, when, passport, "failed", verdict.cause().reason()));
            case "indeterminate" ->
                Optional.of(report(
                        verdict,
                        when,
                        passport,
                        "certificate-error",
                        ("INDETERMINATE " + verdict.cause().reason()).strip()));
            case "none" -> Optional.of(report(verdict, when, passport, "no-signature", ""));
            default -> Optional.empty();
        };
    }

    private static String invalid(RecordedVerdict verdict) {
        return switch (verdict.cause().reason()) {
            case "TOKEN_EXPIRED", "IAT_DRIFT" -> "stale";
            case "CREDENTIAL_REVOKED" -> "certificate-error";
            default -> "failed";
        };
    }

    private static ObjectNode report(
            RecordedVerdict verdict, Instant when, Optional<RecordedPassport> passport, String result, String reason) {
        var report = JsonNodeFactory.instance
                .objectNode()
                .put("verifier", Masked.text(verdict.answer().verifier()))
                .put("timestamp", Timestamps.of(when))
                .put("result", result);
        put(report, "reason", Masked.text(reason));
        passport.map(RecordedPassport::numbers).ifPresent(numbers -> {
            put(report, "orig_tn", numbers.orig());
            if (!numbers.dest().isEmpty()) {
                numbers.dest().forEach(report.putArray("dest_tn")::add);
            }
        });
        return report;
    }

    private static void put(ObjectNode report, String name, String value) {
        if (!value.isEmpty()) {
            report.put(name, value);
        }
    }

    private VerificationReport() {}
}
