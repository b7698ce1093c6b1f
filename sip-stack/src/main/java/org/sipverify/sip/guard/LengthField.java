package org.sipverify.sip.guard;

import org.jspecify.annotations.Nullable;

/** The Content-Length of one message on a stream, read an octet at a time; a second one is an error. */
final class LengthField {
    private int seen;
    private int value;
    private int digits;
    private boolean ended;
    private boolean malformed;

    void reset() {
        seen = 0;
        malformed = false;
    }

    void begin() {
        seen++;
        value = 0;
        digits = 0;
        ended = false;
    }

    void octet(byte octet) {
        if (Octets.isBlank(octet)) {
            ended = digits > 0;
        } else if (!Octets.isDigit(octet) || ended || ++digits > FieldRules.LENGTH_DIGITS) {
            malformed = true;
        } else {
            value = value * 10 + octet - '0';
        }
    }

    void end() {
        malformed |= digits == 0;
    }

    @Nullable
    MessageError error() {
        if (seen == 0) {
            return MessageError.LENGTH_MISSING;
        }
        if (seen > 1) {
            return MessageError.LENGTH_DUPLICATE;
        }
        return malformed ? MessageError.LENGTH : null;
    }

    int value() {
        return value;
    }
}
