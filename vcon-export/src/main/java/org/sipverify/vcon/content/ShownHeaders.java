package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import org.sipverify.vcon.privacy.HarmlessTexts;
import org.sipverify.vcon.privacy.Masked;
import org.sipverify.vcon.sip.SipText;

/**
 * What the trace and the sip-headers of one call show of its header fields. The trace shows what sip-headers have, and
 * the messages of a call have most values in common: each is made, and masked, once.
 */
final class ShownHeaders {
    private final KeptHeaders kept;
    private final IdentityHashMap<SipText, ObjectNode> made = new IdentityHashMap<>();
    private final HarmlessTexts harmless;

    ShownHeaders(KeptHeaders kept, HarmlessTexts harmless) {
        this.kept = kept;
        this.harmless = harmless;
    }

    /** Name to value or values; the same object each time, which is not to be changed. */
    ObjectNode of(SipText message) {
        return made.computeIfAbsent(message, it -> kept.of(it, this::masked));
    }

    private String masked(String value) {
        return Masked.text(value, harmless);
    }
}
