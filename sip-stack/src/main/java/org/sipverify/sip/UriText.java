package org.sipverify.sip;

/** What a URI is written with: visible ASCII, and none of the characters that end one in a header field (RFC 3261 section 25.1). */
public final class UriText {
    private static final String ENDING = "<>\"";

    /** Whether a URI, or a part of one, may be so written. */
    public static boolean is(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c <= ' ' || c >= 127 || ENDING.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private UriText() {}
}
