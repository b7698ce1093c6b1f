package org.sipverify.vcon.privacy;

import java.util.List;
import org.sipverify.vcon.call.SecretKind;

/** The keys of SDP: RFC 4566 section 5.12, 4567, 4568, 5939 and 8839. */
final class SdpKeys {
    /** Session parameters (RFC 4568 section 6.3) that hold no key. */
    private static final List<String> HARMLESS =
            List.of("kdr=", "fec_order=", "wsh=", "unencrypted_", "unauthenticated_");

    private static final boolean[] LAST = Text.table("eEoOtTdDyY");

    private final Text text;
    private final Findings findings;
    private int cryptoEnd;

    /** Takes what is found. */
    interface Findings {
        void add(int from, int to, SecretKind kind);
    }

    SdpKeys(Text text, Findings findings) {
        this.text = text;
        this.findings = findings;
    }

    /** Hides the key behind this colon if the name before it promises one; the last character dealt with. */
    int behind(int name, int colon) {
        var last = name > 0 ? text.at(name - 1) : 0;
        if (last >= LAST.length || !LAST[last]) {
            return colon;
        }
        if (isName(name, "inline")) {
            return inline(colon + 1);
        }
        if (isName(name, "crypto") && colon >= cryptoEnd) {
            crypto(colon + 1);
        }
        if (isName(name, "key-mgmt")) {
            return keyManagement(colon + 1);
        }
        if (isName(name, "mikey") || isName(name, "keymgmt")) {
            return toEndOfLine(colon + 1, colon, SecretKind.SDP_KEY_MGMT);
        }
        return isName(name, "ice-pwd") || isName(name, "pwd")
                ? toEndOfLine(colon + 1, colon, SecretKind.SDP_ICE_PASSWORD)
                : colon;
    }

    private boolean isName(int end, String name) {
        var start = end - name.length();
        return text.endsWith(end, name) && (start == 0 || !Text.isAlphanumeric(text.at(start - 1)));
    }

    private int toEndOfLine(int from, int colon, SecretKind kind) {
        var end = text.endOfLine(from);
        findings.add(from, end, kind);
        return Math.max(colon, end - 1);
    }

    private int inline(int from) {
        var key = text.afterBlanks(from);
        var end = key;
        while (end < text.length() && " \t\r\n;\"'<".indexOf(text.at(end)) < 0) {
            end++;
        }
        findings.add(key, end, SecretKind.SDP_CRYPTO);
        return end - 1;
    }

    /**
     * RFC 4568 section 9.2: tag, suite, keys, session parameters. Keys without the one known method are hidden whole.
     */
    private void crypto(int from) {
        cryptoEnd = text.endOfLine(from);
        var at = afterWord(afterWord(from));
        while (at < cryptoEnd) {
            var word = Math.min(cryptoEnd, text.afterBlanks(at));
            at = Math.min(cryptoEnd, afterWord(word));
            if (!startsWith(word, "inline:") && HARMLESS.stream().noneMatch(name -> startsWith(word, name))) {
                findings.add(word, at, SecretKind.SDP_CRYPTO);
            }
        }
    }

    private int keyManagement(int from) {
        var protocol = text.afterBlanks(from);
        var end = text.endOfLine(from);
        var data = text.afterBlanks(Math.min(end, afterWord(protocol)));
        var alone = data >= end && !text.endsWith(Math.min(end, afterWord(protocol)), "mikey");
        findings.add(alone ? protocol : data, end, SecretKind.SDP_KEY_MGMT);
        return Math.max(from, end) - 1;
    }

    /** Whether a line {@code k=} begins with the letter before here. No SDP begins with it. */
    boolean isKeyLine(int end) {
        return end > 1 && (text.at(end - 1) == 'k' || text.at(end - 1) == 'K') && isLineStart(end - 1);
    }

    private boolean isLineStart(int at) {
        var start = text.beforeBlanks(at);
        return start > 0 && Text.isLineEnd(text.at(start - 1));
    }

    /** The method stays; k=prompt has no key. */
    int keyLine(int equals) {
        var end = text.endOfLine(equals);
        var colon = equals;
        while (colon < end && text.at(colon) != ':') {
            colon++;
        }
        findings.add(colon + 1, end, SecretKind.SDP_KEY);
        return Math.max(equals, end - 1);
    }

    private boolean startsWith(int from, String lower) {
        return from + lower.length() <= text.length() && text.endsWith(from + lower.length(), lower);
    }

    private int afterWord(int from) {
        var at = text.afterBlanks(from);
        while (at < text.length() && " \t\r\n".indexOf(text.at(at)) < 0) {
            at++;
        }
        return at;
    }
}
