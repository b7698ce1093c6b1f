package org.sipverify.app.recent;

import java.util.Locale;
import org.sipverify.policy.CallFacts.Outcome;

/** What an INVITE came to: the outcomes of verification, and what ends before there is one. */
enum Kind {
    VALID,
    INVALID,
    INDETERMINATE,
    WARNING,
    ERROR,
    NONE,
    MALFORMED,
    /** Given up by the caller. */
    CANCELLED,
    /** Not sound SIP, or turned away at the door. */
    REFUSED;

    static Kind of(Outcome outcome) {
        return switch (outcome) {
            case VALID -> VALID;
            case INVALID -> INVALID;
            case INDETERMINATE -> INDETERMINATE;
            case WARNING -> WARNING;
            case ERROR -> ERROR;
            case NONE -> NONE;
            case MALFORMED -> MALFORMED;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
