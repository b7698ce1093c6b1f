package org.sipverify.policy;

import java.util.regex.Pattern;

/** The basic rules of RFC 3261 section 25.1. */
final class Grammar {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

    private Grammar() {}

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    static boolean breaksLine(String text) {
        return text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
    }

    static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F);
    }
}
