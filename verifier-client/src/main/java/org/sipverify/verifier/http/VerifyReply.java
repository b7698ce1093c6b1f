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
import org.sipverify.verifier.CredentialError;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.credentials.Credentials;

/**
 * The verifier's reply as received. Only {@code overall_status} is always there; {@code claims} and {@code errors} may
 * be null, and {@code brand_*} may be set in a reply that proves nothing.
 */
record VerifyReply(ObjectNode json) {
    private static final Logger LOG = LogManager.getLogger(VerifyReply.class);
    private static final int MAX_TEXT = 128;

    /** Empty when the status is unknown. */
    Optional<Verification> verification(Credentials credentials) {
        return switch (json.path("overall_status").asText("")) {
            case "VALID" ->
                reported(Verification.valid(CallerId.proved(json.path("claims"), credentials.passport()))
                        .withBrand(brand()));
            case "WARNING" ->
                reported(Verification.warning(text("vetter_warning_reason")).withBrand(brand()));
            case "INVALID" -> reported(invalid());
            case "INDETERMINATE" -> reported(indeterminate());
            default -> Optional.empty();
        };
    }

    private Verification invalid() {
        var errors = errors();
        return Stream.concat(errors.stream().filter(error -> !error.recoverable()), errors.stream())
                .findFirst()
                .map(error -> Verification.invalid(error.shown(), error.code()))
                .orElseGet(() -> Verification.invalid("", ""));
    }

    private Verification indeterminate() {
        return errors().stream()
                .findFirst()
                .map(error -> Verification.indeterminate(error.shown(), error.code()))
                .orElseGet(() -> Verification.indeterminate("", ""));
    }

    private Optional<Verification> reported(Verification verdict) {
        return Optional.of(verdict.withReport(
                new Verification.Report(text("request_id"), json.path("claims"), json.path("errors"))));
    }

    private List<CredentialError> errors() {
        var errors = new ArrayList<CredentialError>();
        for (var error : json.path("errors")) {
            CredentialError.read(error).ifPresent(errors::add);
        }
        int without = json.path("errors").size() - errors.size();
        if (without > 0) {
            LOG.warn("The verifier sent {} errors without a code", without);
        }
        LOG.debug(
                "The verifier's errors: {}",
                errors.stream().map(CredentialError::code).toList());
        return errors;
    }

    private Optional<Brand> brand() {
        return Brand.of(
                json.path("brand_name").asText(""), json.path("brand_logo_url").asText(""));
    }

    /** Empty when it is not text on one line. */
    private String text(String field) {
        return StrictJson.text(json.path(field))
                .filter(PlainText::is)
                .map(text -> PlainText.cut(text, MAX_TEXT))
                .orElse("");
    }
}
