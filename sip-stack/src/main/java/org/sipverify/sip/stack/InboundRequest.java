package org.sipverify.sip.stack;

import org.sipverify.sip.admission.Source;
import org.sipverify.sip.guard.ResponseTemplate;
import org.sipverify.sip.guard.Sound;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/**
 * A request on its way from the wire to its answer.
 *
 * @param named whether the operator named its source
 * @param room how large an answer to it may be, in octets
 */
record InboundRequest(Sound sound, Wire wire, Transport transport, Source source, boolean named, int room) {
    String method() {
        return sound.method();
    }

    TransactionKey key() {
        return TransactionKey.of(sound);
    }

    ResponseTemplate template() {
        return sound.template(wire.remote());
    }
}
