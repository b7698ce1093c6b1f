package org.sipverify.vcon.show;

import org.sipverify.vcon.read.Message;

/**
 * One line of the ladder.
 *
 * @param seconds since the first message; of a message without time that of the one before
 * @param from column of the sender
 * @param to column of the receiver
 * @param text on the arrow
 * @param again whether it repeats an earlier message, as SIP does over UDP until it is answered
 */
record Step(double seconds, int from, int to, String text, Kind kind, boolean again) {
    enum Kind {
        REQUEST,
        PROVISIONAL,
        SUCCESS,
        REDIRECT,
        FAILURE,
        GAP
    }

    static Kind kind(Message message) {
        if (message.isGap()) {
            return Kind.GAP;
        }
        return switch (message.status() / 100) {
            case 0 -> Kind.REQUEST;
            case 1 -> Kind.PROVISIONAL;
            case 2 -> Kind.SUCCESS;
            case 3 -> Kind.REDIRECT;
            default -> Kind.FAILURE;
        };
    }
}
