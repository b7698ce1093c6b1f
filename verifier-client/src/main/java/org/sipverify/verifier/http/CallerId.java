package org.sipverify.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.verifier.credentials.Passport;

/**
 * Finds the number that a VALID reply proved. There is no field for it: it appears as {@code orig_tn:<number>} in the
 * evidence of the claim {@code tn_rights_valid}, even when that claim failed.
 */
final class CallerId {
    private static final String EVIDENCE = "orig_tn:";

    private CallerId() {}

    /**
     * The number as {@code +} and digits; the token's own when no proved claim has one; empty when it is not a number.
     */
    static String proved(JsonNode claims, Passport passport) {
        return inAny(claims)
                .or(passport::orig)
                .map(TelephoneNumber::digits)
                .filter(TelephoneNumber::isDigits)
                .map(digits -> "+" + digits)
                .orElse("");
    }

    private static Optional<String> inAny(JsonNode claims) {
        for (var claim : claims) {
            var node = claim.has("node") ? claim.path("node") : claim;
            var number = isProved(node) ? inEvidence(node) : inAny(node.path("children"));
            if (number.isPresent()) {
                return number;
            }
        }
        return Optional.empty();
    }

    private static boolean isProved(JsonNode node) {
        return node.path("name").asText().equals("tn_rights_valid")
                && node.path("status").asText().equals("VALID");
    }

    private static Optional<String> inEvidence(JsonNode node) {
        for (var evidence : node.path("evidence")) {
            var text = evidence.asText();
            if (text.startsWith(EVIDENCE)
                    && TelephoneNumber.isDigits(TelephoneNumber.digits(text.substring(EVIDENCE.length())))) {
                return Optional.of(text.substring(EVIDENCE.length()));
            }
        }
        return Optional.empty();
    }
}
