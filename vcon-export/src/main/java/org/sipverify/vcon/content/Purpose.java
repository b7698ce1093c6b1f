package org.sipverify.vcon.content;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The purposes of attachments (draft-howe-vcon-sip-signaling-00), each of which can be switched off. */
public enum Purpose {
    SIP_INVITE,
    SIP_RESPONSE,
    SIP_ACK,
    SIP_BYE,
    SIP_CANCEL,
    SIP_UPDATE,
    SIP_REFER,
    SIP_MESSAGE_TRACE,
    SIP_SDP,
    SIP_HEADERS,
    STIR_PASSPORT_EXTENDED,
    STIR_VERIFICATION_REPORT;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As a vCon and the configuration spell it. */
    public String text() {
        return text;
    }

    /** The purpose of a request of this method; INFO, PRACK and the like have none. */
    static Optional<Purpose> ofRequest(String method) {
        var text = "sip-" + method.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(purpose -> purpose.ordinal() < SIP_MESSAGE_TRACE.ordinal() && purpose != SIP_RESPONSE)
                .filter(purpose -> purpose.text.equals(text))
                .findFirst();
    }
}
