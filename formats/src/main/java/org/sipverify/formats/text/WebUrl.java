package org.sipverify.formats.text;

import java.util.regex.Pattern;

/** Addresses that may be followed or shown: http and https URLs on one line. */
public final class WebUrl {
    private static final Pattern HTTP = Pattern.compile("(?i)https?://[^\\s\\p{Cntrl}<>\"]+");
    private static final Pattern DID_WEB = Pattern.compile("(?i)did:web:[^\\s\\p{Cntrl}<>\"]+");

    private WebUrl() {}

    /** Whether it is an http or https URL. */
    public static boolean is(String text) {
        return HTTP.matcher(text).matches() && PlainText.is(text);
    }

    /** Where a signer's key may be: an OOBI URL, or a did:web identifier. */
    public static boolean isKeyLocation(String text) {
        return is(text) || (DID_WEB.matcher(text).matches() && PlainText.is(text));
    }
}
