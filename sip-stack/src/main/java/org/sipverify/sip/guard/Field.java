package org.sipverify.sip.guard;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The header fields the guard knows: those that are acted on, and a few that are looked at or repeated. */
public enum Field {
    VIA("Via", 'v', Rule.REPEATABLE),
    FROM("From", 'f', Rule.ONCE),
    TO("To", 't', Rule.ONCE),
    CALL_ID("Call-ID", 'i', Rule.ONCE),
    CSEQ("CSeq", Rule.ONCE),
    CONTENT_LENGTH("Content-Length", 'l', Rule.ONCE),
    MAX_FORWARDS("Max-Forwards", Rule.ONCE),
    REQUIRE("Require", Rule.REPEATABLE),
    TIMESTAMP("Timestamp", Rule.LENIENT),
    USER_AGENT("User-Agent", Rule.LENIENT);

    /** How strictly a field is read. */
    private enum Rule {
        /** Acted on: twice, or not in UTF-8, it makes the message invalid. */
        ONCE,
        /** Acted on, and each of several counts. */
        REPEATABLE,
        /** A malformed field that is not needed is ignored (RFC 3261 section 8.2.2); of several the first is read. */
        LENIENT
    }

    private static final List<Field> ALL = List.of(values());
    private static final int LONGEST = 14;
    private static final char NONE = 0;
    private static final List<List<Field>> BY_LENGTH = IntStream.rangeClosed(0, LONGEST)
            .mapToObj(length -> ALL.stream()
                    .filter(field -> field.lowerCase.length() == length)
                    .toList())
            .toList();

    private final String name;
    private final String lowerCase;
    private final char compact;
    private final Rule rule;

    Field(String name, Rule rule) {
        this(name, NONE, rule);
    }

    Field(String name, char compact, Rule rule) {
        this.rule = rule;
        this.name = name;
        this.lowerCase = name.toLowerCase(Locale.ROOT);
        this.compact = compact;
    }

    /** Its long name. */
    public String fieldName() {
        return name;
    }

    /** Whether a message may hold it more than once. */
    boolean isRepeatable() {
        return rule == Rule.REPEATABLE;
    }

    /** Whether a malformed one makes the message invalid. */
    boolean isActedOn() {
        return rule != Rule.LENIENT;
    }

    /** The field of this name or compact name, in upper or lower case; null for one the guard does not know. */
    static @Nullable Field of(byte[] bytes, int from, int to) {
        if (to - from == 1) {
            return compact(Octets.lower(bytes[from]));
        }
        if (to - from > LONGEST) {
            return null;
        }
        for (var field : BY_LENGTH.get(to - from)) {
            if (Octets.startsWith(bytes, from, to, field.lowerCase)) {
                return field;
            }
        }
        return null;
    }

    private static @Nullable Field compact(int letter) {
        for (var field : ALL) {
            if (field.compact == letter) {
                return field;
            }
        }
        return null;
    }
}
