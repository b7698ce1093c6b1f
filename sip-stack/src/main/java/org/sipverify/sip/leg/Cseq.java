package org.sipverify.sip.leg;

import org.sipverify.sip.Headers;

/** Reads the number of a CSeq. */
final class Cseq {
    /** Of a message that passed the guard: it has one, which fits. */
    static int number(Headers message) {
        var text = message.first("CSeq").orElseThrow(() -> new IllegalArgumentException("a message without CSeq"));
        return Integer.parseInt(text.substring(0, text.replace('\t', ' ').indexOf(' ')));
    }

    private Cseq() {}
}
