package org.sipverify.app.call;

/** The text of a From or To header field, of which the stack keeps less than the numbers need. */
final class AddressField {
    private AddressField() {}

    /** The parameters of a tel URI, or those after the host of a SIP URI, with their semicolons. */
    static String uriParameters(String field) {
        var uri = uri(field);
        int start = uri.indexOf(';', uri.lastIndexOf('@') + 1);
        return start < 0 ? "" : uri.substring(start);
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
