package org.sipverify.sip.stack;

import java.time.Instant;
import org.sipverify.sip.Invite;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.guard.ResponseTemplate;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/**
 * A request between the wire and its response.
 *
 * @param wires the way it came, and the way of its responses
 * @param named whether the operator named its source
 * @param room the largest size of a response to it, in octets
 */
record InboundRequest(ValidMessage message, Wires wires, Transport transport, Source source, boolean named, int room) {

    /** The way a request came, and the way of its responses, which over UDP may be to another port of the peer. */
    record Wires(Wire request, Wire replies) {}

    /** The way it came. */
    Wire wire() {
        return wires.request();
    }

    /** The way of its responses. */
    Wire replies() {
        return wires.replies();
    }

    String method() {
        return message.method();
    }

    TransactionKey key() {
        return TransactionKey.of(message);
    }

    Invite.Arrival arrival() {
        return new Invite.Arrival(wire().remote(), transport, Instant.now(), wire().tlsIdentities());
    }

    ResponseTemplate template() {
        return message.template(wire().remote());
    }
}
