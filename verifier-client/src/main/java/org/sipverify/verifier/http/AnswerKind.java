package org.sipverify.verifier.http;

import org.sipverify.verifier.NoVerdict;

/** What the HTTP status of a response says about the settings of this server. */
enum AnswerKind {
    /** A verdict. */
    VERDICT,
    /** The verifier, or a proxy before it, does not accept this server. Every other request would fare the same. */
    REFUSED,
    /** There may be no verifier at this URL. */
    MISDIRECTED,
    /** This request was rejected, or the verifier is in trouble. */
    OTHER;

    static AnswerKind of(int status) {
        return switch (status) {
            case 200 -> VERDICT;
            case 401, 403, 407 -> REFUSED;
            case 301, 302, 303, 307, 308, 404, 405, 410, 421, 426 -> MISDIRECTED;
            default -> OTHER;
        };
    }

    /** The error of a call with such a response. */
    NoVerdict error() {
        return this == REFUSED ? NoVerdict.VERIFIER_REFUSED : NoVerdict.VERIFIER_ERROR;
    }
}
