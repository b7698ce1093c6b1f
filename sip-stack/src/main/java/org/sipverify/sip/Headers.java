package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipverify.formats.text.PlainText;

/** SIP header fields in wire order. Names compare without regard to case (RFC 3261 section 7.3.1). */
public record Headers(List<Header> fields) {
    public static final Headers NONE = new Headers(List.of());

    private static final String TOKEN_MARKS = "-.!%*_+`'~";

    /** One header field: its name a token of RFC 3261 section 25.1, its value on one line. */
    public record Header(String name, String value) {
        public Header {
            if (!isToken(name)) {
                throw new IllegalArgumentException("not a header field name: " + PlainText.onOneLine(name));
            }
            if (breaksLine(value)) {
                throw new IllegalArgumentException("the value of " + name + " holds CR, LF or NUL");
            }
        }
    }

    public Headers {
        fields = List.copyOf(fields);
    }

    /**
     * Reads the header fields of a message that passed the guard: one per line, each with its colon. A field with a
     * NUL, which only a quoted-pair may hold, is left out: no such field is acted on.
     */
    public static Headers of(byte[] message) {
        var fields = new ArrayList<Header>();
        var line = lineEnd(message, 0) + 2;
        var end = lineEnd(message, line);
        while (end > line) {
            var text = new String(message, line, end - line, UTF_8);
            if (text.indexOf(0) < 0) {
                var colon = text.indexOf(':');
                fields.add(new Header(
                        text.substring(0, colon), text.substring(colon + 1).strip()));
            }
            line = end + 2;
            end = lineEnd(message, line);
        }
        return new Headers(fields);
    }

    private static int lineEnd(byte[] message, int from) {
        var at = from;
        while (message[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Every value of the named field, in wire order. */
    public List<String> all(String name) {
        var values = new ArrayList<String>();
        for (var field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    public Optional<String> first(String name) {
        for (var field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    public Headers with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Header(name, value));
        return new Headers(more);
    }

    /** These headers, with every field that the other ones name replaced. */
    public Headers overriddenBy(Headers other) {
        var kept = new ArrayList<>(fields);
        kept.removeIf(field -> other.first(field.name()).isPresent());
        kept.addAll(other.fields);
        return new Headers(kept);
    }

    static boolean isToken(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean breaksLine(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf(0) >= 0;
    }

    private static boolean isTokenCharacter(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
    }
}
