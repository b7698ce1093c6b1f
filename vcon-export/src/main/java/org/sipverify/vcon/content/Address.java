package org.sipverify.vcon.content;

import java.util.List;
import java.util.Locale;

/** An address as a party of a vCon may have it: with its scheme, and nothing around it. */
final class Address {
    private static final List<String> SCHEMES = List.of("sip:", "sips:", "tel:", "urn:");

    static boolean isOne(String text) {
        var scheme = text.substring(0, text.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        return SCHEMES.contains(scheme)
                && scheme.length() < text.length()
                && text.chars().allMatch(Address::isPartOfOne);
    }

    /** RFC 3986 section 2: the rest is not to be seen in a URI. */
    private static boolean isPartOfOne(int c) {
        return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '"';
    }

    private Address() {}
}
