package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over the header fields of a message: it visits every octet once, removes folds and blanks before a
 * colon, and records the positions of the fields that the guard knows.
 */
final class HeaderReader {

    private final byte[] in;
    private final int length;
    private final Limits limits;
    private final Rewrite rewrite;
    /** In {@link #front}. */
    private final FieldPlaces places = new FieldPlaces();

    private StartLine start = new StartLine(false, 0, 0, MessageError.NOT_SIP);
    private byte[] front;
    private int limit;
    private int at;
    /** Whether the field that is being read is UTF-8 so far. */
    private boolean utf8 = true;

    HeaderReader(byte[] in, int length, Limits limits) {
        this.in = in;
        this.front = in;
        this.length = length;
        this.limits = limits;
        this.rewrite = new Rewrite(in, length);
    }

    @Nullable
    MessageError read() {
        skipLineEnds();
        if (at == length) {
            return MessageError.NOTHING;
        }
        limit = (int) Math.min(length, (long) at + limits.maxHeader());
        start = StartLine.read(in, at, limit);
        if (start.error() != null) {
            return start.error();
        }
        at = start.end();
        return fields();
    }

    private void skipLineEnds() {
        while (at + 1 < length && in[at] == '\r' && in[at + 1] == '\n') {
            at += 2;
        }
        if (at > 0) {
            rewrite.cut(0, at);
        }
    }

    private @Nullable MessageError fields() {
        while (at + 1 < limit) {
            if (in[at] == '\r' && in[at + 1] == '\n') {
                at += 2;
                front = rewrite.upTo(at);
                return null;
            }
            var error = field();
            if (error != null) {
                return error;
            }
        }
        return endedEarly();
    }

    private @Nullable MessageError field() {
        int name = at;
        int place = rewrite.placeOf(name);
        int nameEnd = Octets.skipToken(in, name, limit);
        at = Octets.skipBlanks(in, nameEnd, limit);
        if (at == limit) {
            return endedEarly();
        }
        if (nameEnd == name || in[at] != ':') {
            return MessageError.FIELD;
        }
        if (at > nameEnd) {
            rewrite.cut(nameEnd, at);
        }
        int value = rewrite.placeOf(++at);
        utf8 = true;
        var error = value();
        return error != null ? error : note(name, nameEnd, place, value);
    }

    /** Moves past the CRLF of the last line of a value. */
    private @Nullable MessageError value() {
        while (true) {
            var error = line();
            if (error != null) {
                return error;
            }
            if (!Octets.isBlank(in[at])) {
                return null;
            }
            int fold = at - 2;
            at = Octets.skipBlanks(in, at, limit);
            if (at == limit) {
                return endedEarly();
            }
            if (in[at] == '\r' || in[at] == '\n') {
                return MessageError.BLANK_LINE;
            }
            rewrite.putSpace(fold, at);
        }
    }

    /** Moves past the next CRLF, and checks that something follows it. */
    private @Nullable MessageError line() {
        while (at < limit) {
            byte octet = in[at];
            if (octet >= ' ' && octet != '\\' && octet != 0x7f) {
                at++;
            } else if (octet == '\r' || octet == '\n') {
                return lineEnd();
            } else {
                int next = special(octet);
                if (next < 0) {
                    return MessageError.CONTROL;
                }
                at = next;
            }
        }
        return endedEarly();
    }

    private @Nullable MessageError lineEnd() {
        if (at + 2 >= limit) {
            return in[at] == '\r' ? endedEarly() : MessageError.LINE_END;
        }
        if (in[at] != '\r' || in[at + 1] != '\n') {
            return MessageError.LINE_END;
        }
        at += 2;
        return null;
    }

    /** A control character is allowed in a quoted-pair only, and CR and LF not even there (RFC 3261 section 25.1). */
    private int special(byte octet) {
        if (octet < 0) {
            int next = Octets.skipUtf8(in, at, limit);
            utf8 &= next >= 0;
            return next < 0 ? at + 1 : next;
        }
        if (octet != '\\') {
            return octet == '\t' ? at + 1 : -1;
        }
        boolean pair = at + 1 < limit && in[at + 1] >= 0 && in[at + 1] != '\r' && in[at + 1] != '\n';
        return pair ? at + 2 : at + 1;
    }

    private @Nullable MessageError note(int name, int nameEnd, int place, int value) {
        if (places.count() == limits.maxFields()) {
            return MessageError.TOO_MANY_FIELDS;
        }
        var field = Field.of(in, name, nameEnd);
        boolean first = places.add(field, place, place + nameEnd - name, value, rewrite.placeOf(at - 2));
        if (field == null) {
            return null;
        }
        if (!utf8 && field.isActedOn()) {
            return MessageError.NOT_UTF8;
        }
        if (field == Field.VIA && Octets.has(in, nameEnd, at, '(')) {
            return MessageError.COMMENT;
        }
        return first || field.isRepeatable() || !field.isActedOn() ? null : duplicate(field);
    }

    private static MessageError duplicate(Field field) {
        return field == Field.CONTENT_LENGTH ? MessageError.LENGTH_DUPLICATE : MessageError.DUPLICATE;
    }

    private MessageError endedEarly() {
        return limit == length ? MessageError.NO_EMPTY_LINE : MessageError.HEADER_TOO_LONG;
    }

    boolean isRequest() {
        return start.request();
    }

    boolean isAck() {
        return start.methodLength() == 3 && front[0] == 'A' && front[1] == 'C' && front[2] == 'K';
    }

    /** The length of a request's method, at the start of {@link #front}. */
    int methodLength() {
        return start.methodLength();
    }

    /** The Request-URI, printable ASCII. */
    String requestUri() {
        int from = start.methodLength() + 1;
        int to = from;
        while (front[to] != ' ') {
            to++;
        }
        return new String(front, from, to - from, ISO_8859_1);
    }

    /** The octets from the start line to the empty line as they will be parsed, if {@link #read} found no error. */
    byte[] front() {
        return front;
    }

    int bodyLength() {
        return length - at;
    }

    boolean has(Field field) {
        return places.has(field);
    }

    /** Where the value of a field begins in {@link #front}, after leading blanks. */
    int from(Field field) {
        int first = places.first(field);
        return first < 0 ? 0 : Octets.skipBlanks(front, places.value(first), places.end(first));
    }

    /** Where it ends, never before it begins. */
    int to(Field field) {
        int from = from(field);
        int first = places.first(field);
        int end = first < 0 ? 0 : places.end(first);
        while (end > from && Octets.isBlank(front[end - 1])) {
            end--;
        }
        return end;
    }

    /** The value of a field, empty if it is missing. */
    String text(Field field) {
        int from = from(field);
        return new String(front, from, to(field) - from, UTF_8);
    }

    /** The same with each octet as a character. */
    String octets(Field field) {
        int from = from(field);
        return new String(front, from, to(field) - from, ISO_8859_1);
    }

    /** The values of every Via or Require, in their order, with each octet as a character. */
    List<String> allOctets(Field repeatable) {
        var values = new ArrayList<String>(2);
        for (int i = 0; i < places.count(); i++) {
            if (places.isOf(i, repeatable)) {
                int from = places.value(i);
                values.add(new String(front, from, places.end(i) - from, ISO_8859_1).strip());
            }
        }
        return values;
    }

    /** All fields of the whole message, to which the guard has added a Content-Length if it had none. */
    HeaderIndex index(byte[] message) {
        int head = rewrite.placeOf(at);
        return has(Field.CONTENT_LENGTH) ? places.index(message, head) : withLength(message, head - 2);
    }

    private HeaderIndex withLength(byte[] message, int name) {
        int nameEnd = name + Field.CONTENT_LENGTH.fieldName().length();
        int end = nameEnd;
        while (message[end] != '\r') {
            end++;
        }
        return places.index(message, end + 4).with(name, nameEnd, nameEnd + 1, end);
    }

    byte[] whole(byte[] line, int body) {
        return rewrite.whole(at, line, body);
    }
}
