package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Set;
import org.sipverify.vcon.call.Secret;

/** Writes x's over what must not be kept, so that every length stays true. */
public final class Masked {
    /** The text without what looks like a credential: for names, reasons and targets that others wrote. */
    public static String text(String text) {
        var spans = SecretText.in(text);
        if (spans.isEmpty()) {
            return text;
        }
        var masked = new StringBuilder(text);
        for (var span : spans) {
            masked.replace(span.from(), span.to(), "x".repeat(span.to() - span.from()));
        }
        return masked.toString();
    }

    /** Masks whatever looks like a credential in these octets. */
    static void credentials(byte[] octets, int from, int to, Set<Secret> removed) {
        for (var span : SecretText.in(new String(octets, from, to - from, ISO_8859_1))) {
            Arrays.fill(octets, from + span.from(), from + span.to(), (byte) 'x');
            removed.add(span.kind());
        }
    }

    static void all(byte[] octets, int from, int to, Secret kind, Set<Secret> removed) {
        if (from < to) {
            Arrays.fill(octets, from, to, (byte) 'x');
            removed.add(kind);
        }
    }

    private Masked() {}
}
