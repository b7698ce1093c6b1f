package org.sipverify.sip.stack;

import org.sipverify.sip.admission.Source;
import org.sipverify.sip.guard.ResponseTemplate;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/**
 * A request on its way from the wire to its answer.
 *
 * @param named whether the operator named its source
 * @param room how large an answer to it may be, in octets
 */
record InboundRequest(ValidMessage message, Wire wire, Transport transport, Source source, boolean named, int room) {
    String method() {
        return message.method();
    }

    TransactionKey key() {
        return TransactionKey.of(message);
    }

    ResponseTemplate template() {
        return message.template(wire.remote());
    }
}
