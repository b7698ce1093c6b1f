package org.sipverify.verifier.text;

import org.sipverify.formats.text.PlainText;

/**
 * Addresses that may be followed or shown: http and https URLs on one line. Without patterns, which took a twentieth of
 * a call: each call has three addresses at least.
 */
public final class WebUrl {
    private static final int DELETE = 0x7F;

    private WebUrl() {}

    /** Whether it is an http or https URL. */
    public static boolean is(String text) {
        return isOf("http://", text) || isOf("https://", text);
    }

    /** Where a signer's key may be: an OOBI URL, or a did:web identifier. */
    public static boolean isKeyLocation(String text) {
        return is(text) || isOf("did:web:", text);
    }

    /** Whether something follows the beginning, which has lower case and may be written in any. */
    private static boolean isOf(String beginning, String text) {
        return text.length() > beginning.length()
                && startsWith(beginning, text)
                && isAddress(text, beginning.length())
                && PlainText.is(text);
    }

    /** In ASCII alone: for {@link String#regionMatches} a long s is an s. */
    private static boolean startsWith(String beginning, String text) {
        for (int i = 0; i < beginning.length(); i++) {
            char expected = beginning.charAt(i);
            char c = text.charAt(i);
            boolean isUpperCase = c >= 'A' && c <= 'Z';
            if ((isUpperCase ? c + 'a' - 'A' : c) != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAddress(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == DELETE) {
                return false;
            }
        }
        return true;
    }
}
