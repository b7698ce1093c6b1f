package org.sipverify.app.ops;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sipverify.policy.CallFacts.Outcome;
import org.sipverify.verifier.ErrorCodes;
import org.sipverify.verifier.NoVerdict;

/** The reason of a verdict as a label: an error code that is known here, or one of three words. A verifier may invent others. */
final class VerdictReason {
    /** There is nothing against the caller, or no credentials. */
    private static final String NONE = "none";

    /** A header that cannot be read; the text that says why goes to the caller and the audit. */
    private static final String MALFORMED = "malformed";

    private static final String OTHER = "other";

    /** Something is wrong. */
    private static final List<String> WRONG = List.of(
            "SIGNATURE_INVALID",
            "TN_NOT_AUTHORIZED",
            "IAT_DRIFT",
            "TOKEN_EXPIRED",
            "CREDENTIAL_REVOKED",
            "DOSSIER_INVALID",
            "DIALOG_MISMATCH",
            "VVP_IDENTITY_INVALID");

    private static final List<String> NO_VERDICT =
            Stream.of(NoVerdict.values()).map(Enum::name).toList();

    private static final Set<String> CODES = Set.copyOf(Stream.of(WRONG, ErrorCodes.RECOVERABLE, NO_VERDICT)
            .flatMap(Collection::stream)
            .toList());

    /** The reasons that an outcome usually has. */
    static Stream<String> of(Outcome outcome) {
        return switch (outcome) {
            case VALID, WARNING, NONE -> Stream.of(NONE);
            case MALFORMED -> Stream.of(MALFORMED);
            case INVALID -> Stream.concat(WRONG.stream(), Stream.of(NONE, OTHER));
            case INDETERMINATE -> Stream.concat(ErrorCodes.RECOVERABLE.stream(), Stream.of(NONE, OTHER));
            case ERROR -> NO_VERDICT.stream();
        };
    }

    static String label(Outcome outcome, String reason) {
        if (outcome == Outcome.MALFORMED) {
            return MALFORMED;
        }
        if (reason.isEmpty()) {
            return NONE;
        }
        return CODES.contains(reason) ? reason : OTHER;
    }

    private VerdictReason() {}
}
