package org.sipverify.sip.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads the addresses of From, To, Contact, Route and Record-Route: {@code "Name" <uri>;parameters} or {@code
 * uri;parameters} (RFC 3261 section 20). Commas, semicolons and brackets in quoted strings do not count.
 */
public final class Addresses {
    private static final String TAG = "tag=";

    /** The values of a line, which commas separate. */
    public static List<String> list(String line) {
        return split(line, ',');
    }

    /** The URI of an address; without brackets everything before the first semicolon. */
    public static String uri(String address) {
        int open = outside(address, '<', 0);
        int close = open < 0 ? -1 : address.indexOf('>', open);
        return close < 0 ? split(address, ';').get(0) : address.substring(open + 1, close);
    }

    /** The tag of a From or To. */
    public static Optional<String> tag(String address) {
        for (var parameter : parameters(address)) {
            if (isTag(parameter) && parameter.length() > TAG.length()) {
                return Optional.of(parameter.substring(TAG.length()).strip());
            }
        }
        return Optional.empty();
    }

    /** The same address without its tag; display name and other parameters stay. */
    public static String withoutTag(String address) {
        var text = new StringJoiner(";");
        text.add(head(address));
        for (var parameter : parameters(address)) {
            if (!isTag(parameter)) {
                text.add(parameter);
            }
        }
        return text.toString();
    }

    /** A display name as a quoted string (RFC 3261 section 25.1). */
    public static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isTag(String parameter) {
        return parameter.regionMatches(true, 0, TAG, 0, TAG.length());
    }

    /** Those of the header field: without brackets all parameters are (section 20). */
    private static List<String> parameters(String address) {
        var parts = split(address.substring(head(address).length()), ';');
        return parts.subList(1, parts.size());
    }

    private static String head(String address) {
        int open = outside(address, '<', 0);
        int close = open < 0 ? -1 : address.indexOf('>', open);
        int semicolon = outside(address, ';', Math.max(0, close));
        return close >= 0 ? address.substring(0, close + 1) : semicolon < 0 ? address : address.substring(0, semicolon);
    }

    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int at = outside(text, separator, 0); at >= 0; at = outside(text, separator, from)) {
            parts.add(text.substring(from, at).strip());
            from = at + 1;
        }
        parts.add(text.substring(from).strip());
        return Collections.unmodifiableList(parts);
    }

    /** Where that character stands outside quotes and brackets; -1 where it does not. */
    private static int outside(String text, char wanted, int from) {
        char until = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (until == '"' && c == '\\') {
                at++;
            } else if (until != 0) {
                until = c == until ? 0 : until;
            } else if (c == wanted) {
                return at;
            } else if (c == '"' || c == '<') {
                until = c == '<' ? '>' : '"';
            }
        }
        return -1;
    }

    private Addresses() {}
}
