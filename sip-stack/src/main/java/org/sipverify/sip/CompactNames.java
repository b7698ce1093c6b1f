package org.sipverify.sip;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The one-letter names of header fields (RFC 3261 section 7.3.3, and the registry of SIP parameters). */
public final class CompactNames {
    private static final Map<String, String> LONG = Map.ofEntries(
            Map.entry("b", "Referred-By"),
            Map.entry("c", "Content-Type"),
            Map.entry("e", "Content-Encoding"),
            Map.entry("f", "From"),
            Map.entry("i", "Call-ID"),
            Map.entry("k", "Supported"),
            Map.entry("l", "Content-Length"),
            Map.entry("m", "Contact"),
            Map.entry("o", "Event"),
            Map.entry("r", "Refer-To"),
            Map.entry("s", "Subject"),
            Map.entry("t", "To"),
            Map.entry("u", "Allow-Events"),
            Map.entry("v", "Via"),
            Map.entry("x", "Session-Expires"),
            Map.entry("y", "Identity"));

    /** The same fields, each under its long name. */
    public static Headers expanded(Headers headers) {
        var fields = headers.fields();
        if (!hasCompact(fields)) {
            return headers;
        }
        return new Headers(fields.stream()
                .map(field ->
                        field.name().length() > 1 ? field : new Headers.Header(expanded(field.name()), field.value()))
                .toList());
    }

    private static boolean hasCompact(List<Headers.Header> fields) {
        for (var field : fields) {
            if (field.name().length() == 1) {
                return true;
            }
        }
        return false;
    }

    private static String expanded(String name) {
        return LONG.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    private CompactNames() {}
}
