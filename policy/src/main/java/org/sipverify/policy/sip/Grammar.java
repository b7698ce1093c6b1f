package org.sipverify.policy.sip;

import java.util.regex.Pattern;

/** The basic rules of RFC 3261 section 25.1. */
public final class Grammar {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

    private Grammar() {}

    /** Whether it is a token, such as the name of a header field. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** Whether it holds CR, LF or NUL. */
    public static boolean breaksLine(String text) {
        return text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
    }

    /** Whether it holds a control character other than a tab. */
    public static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F);
    }
}
