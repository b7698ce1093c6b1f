package org.sipverify.sip.trace;

import java.util.List;

/**
 * Sees every SIP message this server receives and sends. Keep-alives (CRLF pings and pongs) are no messages.
 *
 * <p>Called on the threads of the network and of the calls, several at once: must not block, and has to take care of
 * itself. What it throws is logged and hurts neither the message nor another trace.
 */
@FunctionalInterface
public interface MessageTrace {
    /** Looks at nothing, and costs nothing. */
    MessageTrace NONE = message -> {};

    /**
     * A message as it came from the wire, before anything judges it, or as it is handed to the network, which may still
     * fail to deliver it. The messages of one wire are told in their order.
     */
    void message(TracedMessage message);

    /** All of these, one after the other. */
    static MessageTrace all(List<MessageTrace> traces) {
        var looking = traces.stream().filter(trace -> trace != NONE).toList();
        return switch (looking.size()) {
            case 0 -> NONE;
            case 1 -> looking.get(0);
            default -> {
                var shielded = looking.stream().map(MessageTrace::shielded).toList();
                yield message -> shielded.forEach(trace -> trace.message(message));
            }
        };
    }

    /** This trace, whose failures are logged once a minute and go no further. */
    static MessageTrace shielded(MessageTrace trace) {
        return trace == NONE ? NONE : new ShieldedTrace(trace);
    }
}
