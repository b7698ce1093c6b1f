package org.sipverify.vcon.privacy;

import java.util.Arrays;
import java.util.EnumSet;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.call.SecretKind;
import org.sipverify.vcon.sip.SipText;

/**
 * Takes the credentials out of a message: header lines that hold them are removed, and elsewhere x's replace them,
 * so that Content-Length stays true.
 */
public final class Scrubber {
    /** A copy without credentials. */
    public static ScrubbedMessage scrub(RecordedMessage message) {
        return scrub(message, SipText.of(message.bytes()));
    }

    /** The same of a message that has been read already. */
    public static ScrubbedMessage scrub(RecordedMessage message, SipText text) {
        var removed = EnumSet.noneOf(SecretKind.class);
        var octets = message.bytes().clone();
        new Bodies(octets, removed).scrub(text.fields(), text.bodyStart(), octets.length);
        var length = withoutLines(text, octets, removed);
        Masked.credentials(octets, text.bodyStart() - (octets.length - length), length, removed);
        var copy = length == octets.length ? octets : Arrays.copyOf(octets, length);
        return new ScrubbedMessage(new RecordedMessage(message.direction(), message.time(), copy), removed);
    }

    /** Moves what is kept together, at the front; how much that is. */
    private static int withoutLines(SipText text, byte[] octets, EnumSet<SecretKind> removed) {
        var kept = 0;
        var from = 0;
        for (var field : text.fields()) {
            var kind = Names.notKept(field.name());
            if (kind.isPresent()) {
                removed.add(kind.get());
                System.arraycopy(octets, from, octets, kept, field.from() - from);
                kept += field.from() - from;
                from = field.to();
            }
        }
        System.arraycopy(octets, from, octets, kept, octets.length - from);
        return kept + octets.length - from;
    }

    private Scrubber() {}
}
