package org.sipverify.sip.admission;

import java.util.Optional;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;

/**
 * The rule for answers over UDP to sources that nobody vouched for, so that a forged request brings its victim no more
 * than was sent: an answer is never larger than the request it answers, and no timer repeats it.
 */
public final class AmplificationGuard {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final boolean inForce;
    private final Admission admission;
    private final TransportMeter meter;

    public AmplificationGuard(AdmissionConfig config, Admission admission, TransportMeter meter) {
        this.inForce = config.noAmplification();
        this.admission = admission;
        this.meter = meter;
    }

    /** Whether the rule holds for this source. */
    public boolean holdsFor(Source source) {
        return inForce && source.forgeable() && !admission.isAllowed(source);
    }

    /** How large an answer to a request of so many octets from there may be. */
    public int room(Source source, int octets) {
        return holdsFor(source) ? octets : NO_LIMIT;
    }

    /** The response made to fit, or nothing of it; both are counted. */
    public Optional<byte[]> fit(byte[] response, int room) {
        if (response.length <= room) {
            return Optional.of(response);
        }
        var shorter = ResponseShrinker.of(response, room);
        meter.lost(shorter.isPresent() ? Loss.ANSWER_CUT : Loss.AMPLIFICATION);
        return shorter;
    }
}
