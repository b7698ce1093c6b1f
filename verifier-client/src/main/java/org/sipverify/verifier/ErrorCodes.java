package org.sipverify.verifier;

import java.util.Set;

/** The verifier's error codes, and the names of the service description that {@code X-VVP-Error} shows for them. */
public final class ErrorCodes {
    private static final String CREDENTIAL_REVOKED = "CREDENTIAL_REVOKED";
    private static final String DOSSIER_INVALID = "DOSSIER_INVALID";
    private static final String IAT_DRIFT = "IAT_DRIFT";
    private static final String SIGNATURE_INVALID = "SIGNATURE_INVALID";
    private static final String TN_NOT_AUTHORIZED = "TN_NOT_AUTHORIZED";
    private static final String TOKEN_EXPIRED = "TOKEN_EXPIRED";

    private static final int LONGEST = 64;
    private static final String PARSE_FAILED = "PASSporT parse failed: ";

    /** Codes that mean "could not find out" rather than "is wrong". */
    public static final Set<String> RECOVERABLE = Set.of(
            "VVP_OOBI_FETCH_FAILED",
            "DOSSIER_FETCH_FAILED",
            "KERI_RESOLUTION_FAILED",
            "VETTER_CERTIFICATION_MISSING",
            "INTERNAL_ERROR");

    private ErrorCodes() {}

    /** Whether the text can be an error code at all; unknown ones pass through. */
    static boolean isCode(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_') {
                return false;
            }
        }
        return true;
    }

    static boolean isRecoverable(String code) {
        return RECOVERABLE.contains(code);
    }

    /** The name to show for a code; the code itself where no name of the description fits. */
    static String shown(String code, String message) {
        return switch (code) {
            case "PASSPORT_SIG_INVALID", "PASSPORT_FORBIDDEN_ALG", "VVP_OOBI_CONTENT_INVALID", "KERI_STATE_INVALID" ->
                SIGNATURE_INVALID;
            case "PASSPORT_EXPIRED" -> TOKEN_EXPIRED;
            case "PASSPORT_PARSE_FAILED" -> parseFailure(message);
            case "CONTEXT_MISMATCH" -> message.startsWith("iat drift") ? IAT_DRIFT : TN_NOT_AUTHORIZED;
            case "VVP_IDENTITY_INVALID" -> message.contains("in the future") ? IAT_DRIFT : code;
            case "CREDENTIAL_REVOKED" -> CREDENTIAL_REVOKED;
            case "AUTHORIZATION_FAILED", "TN_RIGHTS_INVALID", "VETTER_ECC_UNAUTHORIZED" -> TN_NOT_AUTHORIZED;
            case "ACDC_SAID_MISMATCH",
                    "ACDC_PROOF_MISSING",
                    "DOSSIER_URL_MISSING",
                    "DOSSIER_PARSE_FAILED",
                    "DOSSIER_GRAPH_INVALID",
                    "BRAND_CREDENTIAL_INVALID",
                    "ISSUER_MISMATCH",
                    "VETTER_JURISDICTION_UNAUTHORIZED",
                    "VETTER_CERTIFICATION_INVALID" -> DOSSIER_INVALID;
            default -> code;
        };
    }

    /** One code covers every binding failure between token and VVP-Identity; only the message tells them apart. */
    private static String parseFailure(String message) {
        var detail = message.startsWith(PARSE_FAILED) ? message.substring(PARSE_FAILED.length()) : message;
        if (detail.startsWith("iat drift exceeds")) {
            return IAT_DRIFT;
        }
        return detail.startsWith("exp") ? TOKEN_EXPIRED : SIGNATURE_INVALID;
    }
}
