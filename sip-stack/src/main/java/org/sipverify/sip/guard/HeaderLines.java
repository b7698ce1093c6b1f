package org.sipverify.sip.guard;

/** Finds the end of a header block and its Content-Length in bytes that arrive in pieces of any size. */
final class HeaderLines {
    private static final String LENGTH = "content-length";

    private enum Place {
        LINE,
        LINE_END,
        LINE_START,
        NAME,
        AFTER_NAME,
        LENGTH_VALUE,
        LAST_LINE_END,
        END,
        BROKEN
    }

    private final LengthField length = new LengthField();
    private Place place = Place.LINE;
    private int nameLength;
    private boolean maybeLength;
    private boolean compact;
    private boolean inLength;

    void reset() {
        place = Place.LINE;
        inLength = false;
        length.reset();
    }

    /** Reads until the header block ends or is invalid, at most up to {@code to}; returns where it stopped. */
    int read(byte[] in, int from, int to) {
        int at = from;
        while (at < to && !ended() && !broken()) {
            if (place == Place.LINE) {
                at = lineEnd(in, at, to);
            }
            if (at < to) {
                step(in[at++]);
            }
        }
        return at;
    }

    boolean ended() {
        return place == Place.END;
    }

    /** A CR or LF without the other: what follows is ambiguous. */
    boolean broken() {
        return place == Place.BROKEN;
    }

    LengthField length() {
        return length;
    }

    private static int lineEnd(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] != '\r' && in[at] != '\n') {
            at++;
        }
        return at;
    }

    private void step(byte octet) {
        if (place == Place.LINE_END || place == Place.LAST_LINE_END) {
            var next = place == Place.LINE_END ? Place.LINE_START : Place.END;
            place = octet == '\n' ? next : Place.BROKEN;
        } else if (octet == '\n') {
            place = Place.BROKEN;
        } else if (place == Place.LINE_START) {
            lineStart(octet);
        } else if (octet == '\r') {
            place = Place.LINE_END;
        } else {
            inLine(octet);
        }
    }

    private void lineStart(byte octet) {
        if (Octets.isBlank(octet)) {
            place = inLength ? Place.LENGTH_VALUE : Place.LINE;
            inLine(octet);
            return;
        }
        if (inLength) {
            length.end();
            inLength = false;
        }
        if (octet == '\r') {
            place = Place.LAST_LINE_END;
        } else {
            place = Place.NAME;
            nameLength = 0;
            maybeLength = true;
            compact = false;
            inLine(octet);
        }
    }

    private void inLine(byte octet) {
        if (place == Place.LENGTH_VALUE) {
            length.octet(octet);
        } else if (octet == ':' && place != Place.LINE) {
            colon();
        } else if (place == Place.NAME && Octets.isBlank(octet)) {
            place = Place.AFTER_NAME;
        } else if (place == Place.NAME) {
            name(octet);
        } else if (!Octets.isBlank(octet)) {
            place = Place.LINE;
        }
    }

    private void name(byte octet) {
        int letter = Octets.lower(octet);
        maybeLength &= nameLength < LENGTH.length() && letter == LENGTH.charAt(nameLength);
        compact = nameLength == 0 && letter == 'l';
        nameLength++;
    }

    private void colon() {
        inLength = compact || (maybeLength && nameLength == LENGTH.length());
        place = inLength ? Place.LENGTH_VALUE : Place.LINE;
        if (inLength) {
            length.begin();
        }
    }
}
