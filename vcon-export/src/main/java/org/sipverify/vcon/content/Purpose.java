package org.sipverify.vcon.content;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The purposes of attachments (draft-howe-vcon-sip-signaling-00), each of which can be switched off. */
public enum Purpose {
    SIP_INVITE("INVITE"),
    SIP_RESPONSE(""),
    SIP_ACK("ACK"),
    SIP_BYE("BYE"),
    SIP_CANCEL("CANCEL"),
    SIP_UPDATE("UPDATE"),
    SIP_REFER("REFER"),
    SIP_MESSAGE_TRACE(""),
    SIP_SDP(""),
    SIP_HEADERS(""),
    STIR_PASSPORT_EXTENDED(""),
    STIR_VERIFICATION_REPORT("");

    private static final Map<String, Purpose> BY_METHOD = Arrays.stream(values())
            .filter(purpose -> !purpose.method.isEmpty())
            .collect(Collectors.toMap(purpose -> purpose.method, Function.identity()));

    private final String method;
    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Purpose(String method) {
        this.method = method;
    }

    /** As a vCon and the configuration spell it. */
    public String text() {
        return text;
    }

    /** The purpose of a request of this method; INFO, PRACK and the like have none. */
    static Optional<Purpose> ofRequest(String method) {
        return Optional.ofNullable(BY_METHOD.get(method));
    }
}
