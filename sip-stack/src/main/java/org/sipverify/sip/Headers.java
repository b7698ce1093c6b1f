package org.sipverify.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.guard.HeaderIndex;

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
        fields = fields instanceof IndexedFields ? fields : List.copyOf(fields);
    }

    /** Those of a received message, each of which is made when it is asked for. */
    public static Headers of(HeaderIndex index) {
        return new Headers(new IndexedFields(index));
    }

    /** Where they stand in the message; empty if they are of no message. */
    public Optional<HeaderIndex> index() {
        return fields instanceof IndexedFields indexed ? Optional.of(indexed.index()) : Optional.empty();
    }

    /** Every value of the named field, in wire order. */
    public List<String> all(String name) {
        if (fields instanceof IndexedFields indexed) {
            return indexed.all(name);
        }
        var values = new ArrayList<String>();
        for (var field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    public Optional<String> first(String name) {
        if (fields instanceof IndexedFields indexed) {
            return indexed.first(name);
        }
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

    /** These headers, and the others behind them. */
    public Headers and(Headers others) {
        if (others.fields.isEmpty()) {
            return this;
        }
        var more = new ArrayList<>(fields);
        more.addAll(others.fields);
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
