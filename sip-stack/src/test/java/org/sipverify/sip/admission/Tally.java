package org.sipverify.sip.admission;

import java.util.EnumMap;
import java.util.Map;
import org.sipverify.sip.transport.TransportMeter;

/** Counts what is turned away. */
final class Tally implements TransportMeter {
    private final Map<Loss, Integer> lost = new EnumMap<>(Loss.class);

    @Override
    public void lost(Loss why) {
        lost.merge(why, 1, Integer::sum);
    }

    int of(Loss why) {
        return lost.getOrDefault(why, 0);
    }

    @Override
    public String toString() {
        return lost.toString();
    }
}
