package org.sipverify.sip.guard;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The header fields the guard knows: Via, Require, and every field that may appear only once. */
public enum Field {
    VIA("Via", 'v'),
    FROM("From", 'f'),
    TO("To", 't'),
    CALL_ID("Call-ID", 'i'),
    CSEQ("CSeq"),
    CONTENT_LENGTH("Content-Length", 'l'),
    CONTENT_TYPE("Content-Type", 'c'),
    CONTENT_DISPOSITION("Content-Disposition"),
    DATE("Date"),
    EVENT("Event", 'o'),
    EXPIRES("Expires"),
    JOIN("Join"),
    MAX_FORWARDS("Max-Forwards"),
    MIME_VERSION("MIME-Version"),
    MIN_EXPIRES("Min-Expires"),
    MIN_SE("Min-SE"),
    ORGANIZATION("Organization"),
    PRIORITY("Priority"),
    RACK("RAck"),
    REFER_TO("Refer-To", 'r'),
    REFERRED_BY("Referred-By", 'b'),
    REPLACES("Replaces"),
    REPLY_TO("Reply-To"),
    REQUIRE("Require"),
    RETRY_AFTER("Retry-After"),
    RSEQ("RSeq"),
    SERVER("Server"),
    SESSION_EXPIRES("Session-Expires", 'x'),
    SIP_ETAG("SIP-ETag"),
    SIP_IF_MATCH("SIP-If-Match"),
    SUBJECT("Subject", 's'),
    SUBSCRIPTION_STATE("Subscription-State"),
    TARGET_DIALOG("Target-Dialog"),
    TIMESTAMP("Timestamp"),
    USER_AGENT("User-Agent");

    private static final List<Field> ALL = List.of(values());
    private static final int LONGEST = 19;
    private static final char NONE = 0;
    private static final List<List<Field>> BY_LENGTH = IntStream.rangeClosed(0, LONGEST)
            .mapToObj(length -> ALL.stream()
                    .filter(field -> field.lowerCase.length() == length)
                    .toList())
            .toList();

    private final String name;
    private final String lowerCase;
    private final char compact;

    Field(String name) {
        this(name, NONE);
    }

    Field(String name, char compact) {
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
        return this == VIA || this == REQUIRE;
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
