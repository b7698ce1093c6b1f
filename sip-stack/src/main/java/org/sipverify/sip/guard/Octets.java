package org.sipverify.sip.guard;

/** Character classes of RFC 3261 section 25.1, for bytes. */
final class Octets {
    private static final boolean[] TOKEN = new boolean[128];

    /** The least code point allowed for a UTF-8 sequence, by its number of continuation octets (RFC 3629 section 3). */
    private static final int[] LEAST = {0, 0x80, 0x800, 0x10000};

    static {
        for (int c = 0; c < TOKEN.length; c++) {
            TOKEN[c] = Character.isLetterOrDigit(c) || "-.!%*_+`'~".indexOf(c) >= 0;
        }
    }

    static boolean isToken(byte octet) {
        return octet >= 0 && TOKEN[octet];
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= TOKEN.length || !TOKEN[text.charAt(i)]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /** A tab does not count: in SIP it is white space. */
    static boolean isControl(byte octet) {
        return octet == 0x7f || (octet >= 0 && octet < ' ' && octet != '\t');
    }

    static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }

    /** Whether the octets from {@code from} are the given lower-case text, ignoring case. */
    static boolean startsWith(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(bytes[from + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean has(byte[] bytes, int from, int to, char octet) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == octet) {
                return true;
            }
        }
        return false;
    }

    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    static int skipToken(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isToken(bytes[at])) {
            at++;
        }
        return at;
    }

    static int skipDigits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Where the UTF-8 character that begins at {@code at} ends; -1 if it is invalid. */
    static int skipUtf8(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || at + more >= to) {
            return -1;
        }
        int point = lead & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return -1;
            }
            point = (point << 6) | (bytes[at + i] & 0x3f);
        }
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        return point < LEAST[more] || point > 0x10ffff || surrogate ? -1 : at + more + 1;
    }

    private Octets() {}
}
