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
 * @param named whether the operator named its source
 * @param room the largest size of a response to it, in octets
 */
record InboundRequest(ValidMessage message, Wire wire, Transport transport, Source source, boolean named, int room) {
    String method() {
        return message.method();
    }

    TransactionKey key() {
        return TransactionKey.of(message);
    }

    Invite.Arrival arrival() {
        return new Invite.Arrival(wire.remote(), transport, Instant.now(), wire.tlsIdentities());
    }

    ResponseTemplate template() {
        return message.template(wire.remote());
    }
}
