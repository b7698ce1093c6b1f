package org.sipverify.sip.guard;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks single header fields of a message whose lines are valid. */
final class FieldRules {
    /** The most digits of a Content-Length; one more could overflow. */
    static final int LENGTH_DIGITS = 9;

    private static final List<Field> MANDATORY = List.of(Field.VIA, Field.FROM, Field.TO, Field.CALL_ID, Field.CSEQ);

    static @Nullable MessageError check(HeaderReader reader) {
        for (var field : MANDATORY) {
            if (!reader.has(field)) {
                return MessageError.MANDATORY_MISSING;
            }
        }
        if (!isWord(reader.front(), reader.from(Field.CALL_ID), reader.to(Field.CALL_ID))) {
            return MessageError.CALL_ID;
        }
        var error = cseq(reader);
        return error != null ? error : uris(reader);
    }

    /** The URIs that are acted on: not those of a response or an ACK, which are matched by their branch. */
    private static @Nullable MessageError uris(HeaderReader reader) {
        if (!reader.isRequest() || reader.isAck()) {
            return null;
        }
        if (!UriRules.isValid(reader.requestUri())) {
            return MessageError.REQUEST_URI;
        }
        if (!isAddress(reader.text(Field.FROM))) {
            return MessageError.FROM;
        }
        return isAddress(reader.text(Field.TO)) ? null : MessageError.TO;
    }

    /** A From or To: one address, and at most one tag, which must be a token (RFC 3261 section 25.1). */
    private static boolean isAddress(String text) {
        var value = Params.of(text, 0);
        var head = value.head();
        int bracket = head.endsWith(">") ? head.lastIndexOf('<') : -1;
        var uri = bracket < 0 ? head : head.substring(bracket + 1, head.length() - 1);
        var tags = value.values("tag");
        return value.closed()
                && value.end() == text.length()
                && UriRules.isValid(uri)
                && (tags.isEmpty() || (tags.size() == 1 && Octets.isToken(tags.get(0))))
                && !hasQuotedTag(value);
    }

    private static boolean hasQuotedTag(Params value) {
        for (var param : value.all()) {
            if (isQuotedTag(param)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isQuotedTag(String param) {
        return param.endsWith("\"") && Params.nameOf(param).equalsIgnoreCase("tag");
    }

    private static boolean isWord(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] <= ' ' || bytes[i] == 0x7f) {
                return false;
            }
        }
        return to > from;
    }

    private static @Nullable MessageError cseq(HeaderReader reader) {
        var bytes = reader.front();
        int from = reader.from(Field.CSEQ);
        int to = reader.to(Field.CSEQ);
        int digits = Octets.skipDigits(bytes, from, to);
        int method = Octets.skipBlanks(bytes, digits, to);
        boolean valid = digits > from && method > digits && method < to && Octets.skipToken(bytes, method, to) == to;
        if (!valid || !fitsInt(bytes, from, digits)) {
            return MessageError.CSEQ;
        }
        boolean same = !reader.isRequest() || Arrays.equals(bytes, method, to, bytes, 0, reader.methodLength());
        return same ? null : MessageError.CSEQ_METHOD;
    }

    private static boolean fitsInt(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to && number <= Integer.MAX_VALUE; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number <= Integer.MAX_VALUE;
    }

    /** The value of a Content-Length; -1 if it is not a number, or has more than nine digits. */
    static int contentLength(HeaderReader reader) {
        var bytes = reader.front();
        int from = reader.from(Field.CONTENT_LENGTH);
        int to = reader.to(Field.CONTENT_LENGTH);
        if (to == from || to - from > LENGTH_DIGITS || Octets.skipDigits(bytes, from, to) != to) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    private FieldRules() {}
}
