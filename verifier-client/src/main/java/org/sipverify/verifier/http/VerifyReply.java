package org.sipverify.verifier.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.PlainText;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.Flaw;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.credentials.Credentials;

/**
 * The verifier's reply as it comes over the wire. Only {@code overall_status} is sure; {@code claims} and {@code errors}
 * may be null, and {@code brand_*} may stand in a reply that proves nothing.
 */
record VerifyReply(ObjectNode json) {
    private static final Logger LOG = LogManager.getLogger(VerifyReply.class);
    private static final int MAX_TEXT = 128;

    /** Empty when the status is not one of ours. */
    Optional<Verification> verification(Credentials credentials) {
        return switch (json.path("overall_status").asText("")) {
            case "VALID" ->
                told(Verification.valid(CallerId.proved(json.path("claims"), credentials.passport()))
                        .withBrand(brand()));
            case "WARNING" ->
                told(Verification.warning(text("vetter_warning_reason")).withBrand(brand()));
            case "INVALID" -> told(invalid());
            case "INDETERMINATE" -> told(indeterminate());
            default -> Optional.empty();
        };
    }

    private Verification invalid() {
        var flaws = flaws();
        return Stream.concat(flaws.stream().filter(flaw -> !flaw.recoverable()), flaws.stream())
                .findFirst()
                .map(flaw -> Verification.invalid(flaw.shown(), flaw.code()))
                .orElseGet(() -> Verification.invalid("", ""));
    }

    private Verification indeterminate() {
        return flaws().stream()
                .findFirst()
                .map(flaw -> Verification.indeterminate(flaw.shown(), flaw.code()))
                .orElseGet(() -> Verification.indeterminate("", ""));
    }

    private Optional<Verification> told(Verification verdict) {
        return Optional.of(verdict.withReport(
                new Verification.Report(text("request_id"), json.path("claims"), json.path("errors"))));
    }

    private List<Flaw> flaws() {
        var flaws = new ArrayList<Flaw>();
        for (var error : json.path("errors")) {
            Flaw.read(error).ifPresent(flaws::add);
        }
        int without = json.path("errors").size() - flaws.size();
        if (without > 0) {
            LOG.warn("The verifier sent {} errors without a code", without);
        }
        LOG.debug("The verifier's errors: {}", flaws.stream().map(Flaw::code).toList());
        return flaws;
    }

    private Optional<Brand> brand() {
        return Brand.of(
                json.path("brand_name").asText(""), json.path("brand_logo_url").asText(""));
    }

    /** Empty when it is not text that fits on one line. */
    private String text(String field) {
        return StrictJson.text(json.path(field))
                .filter(PlainText::is)
                .map(text -> PlainText.cut(text, MAX_TEXT))
                .orElse("");
    }
}
