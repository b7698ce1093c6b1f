package org.sipverify.sip.trace;

import java.util.List;

/**
 * Sees every SIP message this server receives and sends. Keep-alives (CRLF pings and pongs) are not messages.
 *
 * <p>Called on the threads of the network and of the calls, several at once: must not block, and must be thread-safe.
 * An exception is logged and affects neither the message nor another trace.
 */
@FunctionalInterface
public interface MessageTrace {
    /** Does nothing. */
    MessageTrace NONE = message -> {};

    /**
     * A message as received, before it is checked, or as handed to the network, which may still fail to deliver it. The
     * messages of one connection are reported in order.
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

    /** This trace, with failures logged at most once a minute and not propagated. */
    static MessageTrace shielded(MessageTrace trace) {
        return trace == NONE ? NONE : new ShieldedTrace(trace);
    }
}
