package org.sipverify.sip.dialog;

import java.util.List;
import java.util.stream.Stream;
import org.sipverify.sip.Headers;

/** The option tags of a message, which name extensions of SIP (RFC 3261 section 19.2). */
public final class OptionTags {
    /** Reliable provisional responses (RFC 3262). */
    public static final String RELIABLE = "100rel";

    /** Session timers (RFC 4028). */
    public static final String TIMER = "timer";

    /** An INVITE that takes the place of a dialog (RFC 3891). */
    public static final String REPLACES = "replaces";

    /** A REFER without a subscription (RFC 4488). */
    public static final String NO_REFER_SUBSCRIPTION = "norefersub";

    /** What the message requires, each once. */
    public static List<String> required(Headers headers) {
        return headers.first("Require").isEmpty()
                ? List.of()
                : tags(headers, "Require").distinct().toList();
    }

    /** Whether the message requires that extension. */
    public static boolean requires(Headers headers, String tag) {
        return names(headers, "Require", tag);
    }

    /** Whether its sender knows the extension, because it says so or requires it. */
    public static boolean knows(Headers headers, String tag) {
        return requires(headers, tag) || names(headers, "Supported", tag);
    }

    /** In most messages there is no such field. */
    private static boolean names(Headers headers, String field, String tag) {
        for (var tags : headers.all(field)) {
            for (int from = 0; from <= tags.length(); ) {
                int comma = tags.indexOf(',', from);
                int end = comma < 0 ? tags.length() : comma;
                if (tags.substring(from, end).strip().equalsIgnoreCase(tag)) {
                    return true;
                }
                from = end + 1;
            }
        }
        return false;
    }

    private static Stream<String> tags(Headers headers, String name) {
        return headers.all(name).stream()
                .flatMap(field -> Stream.of(field.split(",")))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty());
    }

    private OptionTags() {}
}
