package org.sipverify.app.call;

import java.util.ArrayList;
import java.util.List;

/** The text of header fields with addresses, and of URIs, of which the stack keeps less than the numbers need. */
public final class AddressField {
    private AddressField() {}

    /** The parameters of a tel URI, or those after the host of a SIP URI, with their semicolons. */
    static String uriParameters(String field) {
        var uri = uri(field);
        int start = uri.indexOf(';', uri.lastIndexOf('@') + 1);
        return start < 0 ? "" : uri.substring(start);
    }

    /** The addresses of a field that may list several, separated by commas (RFC 3325 section 9.1). */
    static List<String> listed(String field) {
        var addresses = new ArrayList<String>();
        int start = 0;
        boolean quoted = false;
        boolean inBrackets = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            quoted ^= c == '"';
            i += c == '\\' && quoted ? 1 : 0;
            inBrackets = !quoted && (c == '<' || (inBrackets && c != '>'));
            if (c == ',' && !quoted && !inBrackets) {
                addresses.add(field.substring(start, i));
                start = i + 1;
            }
        }
        addresses.add(field.substring(Math.min(start, field.length())));
        return addresses;
    }

    /** The user part of an address or URI with its parameters, or the number of a tel URI; empty when there is none. */
    public static String user(String field) {
        var uri = uri(field).strip();
        var specific = uri.substring(uri.indexOf(':') + 1);
        int at = specific.indexOf('@');
        if (at >= 0) {
            return specific.substring(0, at);
        }
        return uri.regionMatches(true, 0, "tel:", 0, 4) ? specific : "";
    }

    /** What stands in the angle brackets, never the display name; everything where there are none (RFC 3261 20.10). */
    private static String uri(String field) {
        int open = outsideQuotes(field, '<');
        if (open < 0) {
            return field;
        }
        int close = field.indexOf('>', open);
        return field.substring(open + 1, close < 0 ? field.length() : close);
    }

    private static int outsideQuotes(String field, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == wanted && !quoted) {
                return i;
            }
            quoted ^= c == '"';
            i += c == '\\' && quoted ? 1 : 0;
        }
        return -1;
    }
}
