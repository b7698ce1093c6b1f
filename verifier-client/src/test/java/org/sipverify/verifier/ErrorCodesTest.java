package org.sipverify.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorCodesTest {
    @ParameterizedTest
    @CsvSource({
        "VVP_OOBI_FETCH_FAILED, true, VVP_OOBI_FETCH_FAILED",
        "DOSSIER_FETCH_FAILED, true, DOSSIER_FETCH_FAILED",
        "KERI_RESOLUTION_FAILED, true, KERI_RESOLUTION_FAILED",
        "VETTER_CERTIFICATION_MISSING, true, VETTER_CERTIFICATION_MISSING",
        "INTERNAL_ERROR, true, INTERNAL_ERROR",
        "PASSPORT_SIG_INVALID, false, SIGNATURE_INVALID",
        "PASSPORT_FORBIDDEN_ALG, false, SIGNATURE_INVALID",
        "VVP_OOBI_CONTENT_INVALID, false, SIGNATURE_INVALID",
        "KERI_STATE_INVALID, false, SIGNATURE_INVALID",
        "PASSPORT_EXPIRED, false, TOKEN_EXPIRED",
        "PASSPORT_PARSE_FAILED, false, SIGNATURE_INVALID",
        "CONTEXT_MISMATCH, false, TN_NOT_AUTHORIZED",
        "VVP_IDENTITY_INVALID, false, VVP_IDENTITY_INVALID",
        "CREDENTIAL_REVOKED, false, CREDENTIAL_REVOKED",
        "AUTHORIZATION_FAILED, false, TN_NOT_AUTHORIZED",
        "TN_RIGHTS_INVALID, false, TN_NOT_AUTHORIZED",
        "VETTER_ECC_UNAUTHORIZED, false, TN_NOT_AUTHORIZED",
        "ACDC_SAID_MISMATCH, false, DOSSIER_INVALID",
        "ACDC_PROOF_MISSING, false, DOSSIER_INVALID",
        "DOSSIER_URL_MISSING, false, DOSSIER_INVALID",
        "DOSSIER_PARSE_FAILED, false, DOSSIER_INVALID",
        "DOSSIER_GRAPH_INVALID, false, DOSSIER_INVALID",
        "BRAND_CREDENTIAL_INVALID, false, DOSSIER_INVALID",
        "ISSUER_MISMATCH, false, DOSSIER_INVALID",
        "VETTER_JURISDICTION_UNAUTHORIZED, false, DOSSIER_INVALID",
        "VETTER_CERTIFICATION_INVALID, false, DOSSIER_INVALID",
        "VVP_IDENTITY_MISSING, false, VVP_IDENTITY_MISSING",
        "PASSPORT_MISSING, false, PASSPORT_MISSING",
        "GOAL_REJECTED, false, GOAL_REJECTED",
        "DIALOG_MISMATCH, false, DIALOG_MISMATCH",
        "EXT_SOMETHING_NEW, false, EXT_SOMETHING_NEW"
    })
    void knowsEveryCode(String code, boolean recoverable, String shown) {
        assertEquals(recoverable, ErrorCodes.isRecoverable(code));
        assertEquals(shown, ErrorCodes.shown(code, ""));
    }

    @ParameterizedTest
    @MethodSource
    void looksAtTheMessage(String code, String message, String shown) {
        assertEquals(shown, ErrorCodes.shown(code, message));
    }

    static Stream<Arguments> looksAtTheMessage() {
        var parse = "PASSPORT_PARSE_FAILED";
        return Stream.of(
                argumentSet("binding iat", parse, "PASSporT parse failed: iat drift exceeds 5s", "IAT_DRIFT"),
                argumentSet("binding iat, no prefix", parse, "iat drift exceeds 5s", "IAT_DRIFT"),
                argumentSet("binding exp", parse, "PASSporT parse failed: exp drift", "TOKEN_EXPIRED"),
                argumentSet("binding kid", parse, "PASSporT parse failed: kid mismatch", "SIGNATURE_INVALID"),
                argumentSet("context, time", "CONTEXT_MISMATCH", "iat drift too large", "IAT_DRIFT"),
                argumentSet("context, number", "CONTEXT_MISMATCH", "orig.tn mismatch", "TN_NOT_AUTHORIZED"),
                argumentSet("identity ahead", "VVP_IDENTITY_INVALID", "iat is in the future", "IAT_DRIFT"),
                argumentSet("identity otherwise", "VVP_IDENTITY_INVALID", "no kid", "VVP_IDENTITY_INVALID"));
    }
}
