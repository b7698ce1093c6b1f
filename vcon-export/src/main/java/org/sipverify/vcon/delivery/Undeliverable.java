package org.sipverify.vcon.delivery;

import org.sipverify.vcon.delivery.DeliveryMeter.Quarantine;

/** A stored vCon that cannot be brought into the form an endpoint takes. */
final class Undeliverable extends Exception {
    private final Quarantine why;

    Undeliverable(Quarantine why, String message) {
        super(message);
        this.why = why;
    }

    Quarantine why() {
        return why;
    }
}
