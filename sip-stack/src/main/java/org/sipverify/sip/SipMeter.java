package org.sipverify.sip;

import java.util.Set;
import org.sipverify.sip.transport.TransportMeter;

/**
 * Receives what the SIP stack does and what its transports turn away, for counting. Called on the stack's threads: must
 * not block.
 */
public interface SipMeter extends TransportMeter {
    SipMeter NONE = new SipMeter() {};

    /** The methods of RFC 3261 and its extensions; a peer can invent any number of others. */
    Set<String> METHODS = Set.of(
            "INVITE",
            "ACK",
            "CANCEL",
            "OPTIONS",
            "BYE",
            "REGISTER",
            "INFO",
            "PRACK",
            "UPDATE",
            "REFER",
            "NOTIFY",
            "SUBSCRIBE",
            "MESSAGE",
            "PUBLISH");

    /** Stands for all others. */
    String OTHER_METHOD = "OTHER";

    /** Stands for every target of bridged calls that the policy does not name. */
    String OTHER_TARGET = "other";

    /** Why a bridged call passes a target over. */
    enum Skipped {
        /** Its probes fail. */
        DOWN,
        /** It has {@code sip.max-calls-per-target} calls. */
        FULL
    }

    /**
     * A request arrived; retransmissions of an INVITE are not reported.
     *
     * @param method one of {@link #METHODS}, or {@link #OTHER_METHOD}
     */
    default void request(String method) {}

    /** A final response was handed to the transport. */
    default void response(int status) {}

    /** The caller gave up before the answer. */
    default void cancelled() {}

    /** An INVITE was turned away because {@code sip.max-calls} calls were in progress. */
    default void overloaded() {}

    /** A header field of a response was left out because its value exceeded {@code sip.max-answer-field}. */
    default void fieldLeftOut() {}

    /**
     * A bridged call passed a target over.
     *
     * @param target a SIP URI without a user part, or {@link #OTHER_TARGET}
     */
    default void targetSkipped(String target, Skipped why) {}

    /** Expendable headers were left out because the response exceeded {@code sip.max-udp-answer}. */
    default void trimmed() {}
}
