package org.sipverify.vcon.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sipverify.vcon.call.Secret;

/**
 * Finds what looks like a credential or a key in a text, wherever it stands: what comes after the name of a credential
 * header, passwords and credential headers in URIs, keys of SDP. What consists of x's is none: it has been found before.
 */
final class SecretText {
    /** Longer userinfo is not looked for: a text full of @ would take the square of its length. */
    private static final int LONGEST_USERINFO = 512;

    private static final int LONGEST_NAME = 64;

    /** Of all names that are looked for before a colon. Most colons of a message are known to be harmless by these. */
    private static final String LAST_LETTERS = "deontyDEONTY";

    private final String text;
    private final List<Span> found = new ArrayList<>();

    /** From here to before there. */
    record Span(int from, int to, Secret kind) {}

    private SecretText(String text) {
        this.text = text;
    }

    static List<Span> in(String text) {
        return new SecretText(text).look();
    }

    private List<Span> look() {
        for (var at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case ':' -> colon(at);
                case '=' -> equalsSign(at);
                case '@' -> userinfo(at);
                default -> {}
            }
        }
        return found;
    }

    private void colon(int at) {
        var end = at;
        while (end > 0 && " \t\"'".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end == 0 || LAST_LETTERS.indexOf(text.charAt(end - 1)) < 0) {
            return;
        }
        var word = word(end);
        switch (word.toLowerCase(Locale.ROOT)) {
            case "inline" -> add(at + 1, until(at + 1, " \t\r\n;\"'<"), Secret.SDP_CRYPTO);
            case "crypto" -> crypto(at + 1);
            case "key-mgmt" -> add(afterBlanks(afterWord(at + 1)), endOfLine(at), Secret.SDP_KEY_MGMT);
            case "ice-pwd" -> add(at + 1, endOfLine(at), Secret.SDP_ICE_PASSWORD);
            default -> Names.credential(word).ifPresent(kind -> add(at + 1, endOfLine(at), kind));
        }
    }

    /** RFC 4568 section 9.2: tag, suite, key parameters. A key without the one known method is hidden whole. */
    private void crypto(int from) {
        var keys = afterBlanks(afterWord(afterBlanks(afterWord(afterBlanks(from)))));
        var end = endOfLine(from);
        if (keys < end && !text.substring(keys, end).contains("nline:")) {
            add(keys, end, Secret.SDP_CRYPTO);
        }
    }

    private void equalsSign(int at) {
        var before = at - 1;
        if (before >= 0 && text.charAt(before) == 'k' && (before == 0 || isLineEnd(before - 1))) {
            var end = endOfLine(at);
            var colon = text.indexOf(':', at);
            if (colon > 0 && colon < end) {
                add(colon + 1, end, Secret.SDP_KEY); // RFC 4566 section 5.12: the method stays, k=prompt has no key
            }
            return;
        }
        var start = at;
        while (start > 0 && at - start < LONGEST_NAME && isUriName(text.charAt(start - 1))) {
            start--;
        }
        if (start > 0 && "?&".indexOf(text.charAt(start - 1)) >= 0 && isCredential(text.substring(start, at))) {
            add(start, until(at, ">&\r\n"), Secret.URI_HEADER);
        }
    }

    private static boolean isCredential(String name) {
        return Names.credential(PercentText.decoded(name)).isPresent();
    }

    private void userinfo(int at) {
        var start = at;
        while (start > 0 && at - start < LONGEST_USERINFO && " \t\r\n<>\"".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        var user = -1;
        var password = -1;
        for (var colon = start; colon < at; colon++) {
            if (text.charAt(colon) == ':') {
                var behind = behindScheme(colon);
                if (behind > 0) {
                    user = behind;
                    password = -1;
                } else if (user >= 0 && password < 0) {
                    password = colon + 1;
                }
            }
        }
        if (password >= 0) {
            add(password, at, Secret.URI_PASSWORD);
        }
    }

    /** Where the user begins if this is the colon of a scheme; otherwise 0. */
    private int behindScheme(int colon) {
        if (text.startsWith("//", colon + 1)) {
            return colon + 3;
        }
        return text.regionMatches(true, colon - 3, "sip", 0, 3) || text.regionMatches(true, colon - 4, "sips", 0, 4)
                ? colon + 1
                : 0;
    }

    private void add(int from, int to, Secret kind) {
        if (from < to && !isHarmless(from, to)) {
            found.add(new Span(from, to, kind));
        }
    }

    private boolean isHarmless(int from, int to) {
        for (var at = from; at < to; at++) {
            if ("xX \t\"'".indexOf(text.charAt(at)) < 0) {
                return false;
            }
        }
        return true;
    }

    private String word(int end) {
        var start = end;
        while (start > 0 && end - start < LONGEST_NAME && isName(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, end);
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }

    private static boolean isUriName(char c) {
        return isName(c) || c == '%';
    }

    private int endOfLine(int from) {
        return until(from, "\r\n");
    }

    private int until(int from, String marks) {
        var at = from;
        while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private int afterWord(int from) {
        return until(from, " \t\r\n");
    }

    private int afterBlanks(int from) {
        var at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private boolean isLineEnd(int at) {
        return text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }
}
