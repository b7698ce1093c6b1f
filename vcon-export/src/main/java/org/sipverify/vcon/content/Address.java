package org.sipverify.vcon.content;

import java.util.List;

/** An address as a party of a vCon may have it: with its scheme, and nothing around it. */
final class Address {
    private static final List<String> SCHEMES = List.of("sip:", "sips:", "tel:", "urn:");

    static boolean isOne(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (!isPartOfOne(text.charAt(at))) {
                return false;
            }
        }
        return SCHEMES.stream()
                .anyMatch(scheme ->
                        text.length() > scheme.length() && text.regionMatches(true, 0, scheme, 0, scheme.length()));
    }

    /** RFC 3986 section 2: the rest is not to be seen in a URI. */
    private static boolean isPartOfOne(int c) {
        return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '"';
    }

    private Address() {}
}
