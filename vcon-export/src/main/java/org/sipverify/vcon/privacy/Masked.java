package org.sipverify.vcon.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.sipverify.vcon.call.SecretKind;

/** Writes x's over what must not be kept, so that every length stays true. */
public final class Masked {
    /** What follows escapes may be visible only when what precedes it is hidden; no producer nests that often. */
    private static final int ROUNDS = 4;

    /** The text without what looks like a credential: for names, reasons and targets that others wrote. */
    public static String text(String text) {
        var masked = text;
        for (var round = 0; round < ROUNDS; round++) {
            var spans = SecretText.in(masked);
            if (spans.isEmpty()) {
                return masked;
            }
            masked = without(masked, spans);
        }
        return masked;
    }

    /** The same, for texts of which many have been searched before. */
    public static String text(String text, HarmlessTexts harmless) {
        if (harmless.has(text)) {
            return text;
        }
        var masked = text(text);
        if (masked.equals(text)) {
            harmless.add(text);
        }
        return masked;
    }

    private static String without(String text, List<Span> spans) {
        var masked = text.toCharArray();
        for (var span : spans) {
            for (var at = span.from(); at < span.to(); at++) {
                masked[at] = Text.isLineEnd(masked[at]) ? masked[at] : 'x';
            }
        }
        return new String(masked);
    }

    /** Masks what looks like a credential in a message of this many bytes; folded lines stay folded. */
    static void credentials(byte[] octets, int body, int length, Set<SecretKind> removed) {
        for (var round = 0; round < ROUNDS; round++) {
            var text = new Text(octets, length);
            var spans = SecretText.in(text, body);
            if (spans.isEmpty()) {
                return;
            }
            for (var span : spans) {
                removed.add(span.kind());
                hide(octets, span);
            }
        }
    }

    private static void hide(byte[] octets, Span span) {
        for (var at = span.from(); at < span.to(); at++) {
            octets[at] = Text.isLineEnd((char) octets[at]) ? octets[at] : (byte) 'x';
        }
    }

    static void all(byte[] octets, int from, int to, SecretKind kind, Set<SecretKind> removed) {
        if (from < to) {
            Arrays.fill(octets, from, to, (byte) 'x');
            removed.add(kind);
        }
    }

    private Masked() {}
}
