package org.sipverify.sip.dialog;

import org.sipverify.sip.Headers;

/** Reads the number of a CSeq. */
public final class Cseq {
    /** Of a message that passed the guard: it has one, which fits. */
    public static int number(Headers message) {
        var text = message.first("CSeq").orElseThrow(() -> new IllegalArgumentException("a message without CSeq"));
        return Integer.parseInt(text.substring(0, text.replace('\t', ' ').indexOf(' ')));
    }

    private Cseq() {}
}
