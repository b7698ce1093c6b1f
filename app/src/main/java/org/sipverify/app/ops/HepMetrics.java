package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;
import static org.sipverify.app.ops.Meters.label;

import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sipverify.sip.hep.HepMeter;

/** Copies of messages for the HEP collector. */
final class HepMetrics implements HepMeter {
    private final Counter sent;
    private final Map<Loss, Counter> lost;

    HepMetrics(Meters meters) {
        sent = meters.counter("sipverify.hep.sent", "Messages handed to the network for the HEP collector");
        lost = each(
                List.of(Loss.values()),
                why -> meters.counter(
                        "sipverify.hep.lost", "Messages that the HEP collector does not get", "reason", label(why)));
    }

    @Override
    public void sent() {
        sent.increment();
    }

    @Override
    public void lost(Loss why) {
        Objects.requireNonNull(lost.get(why)).increment();
    }
}
