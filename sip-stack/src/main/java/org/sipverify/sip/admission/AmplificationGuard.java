package org.sipverify.sip.admission;

import java.util.Optional;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;

/**
 * Limits responses over UDP to sources outside the allow-list, so that a forged request cannot be amplified: a response
 * is at most three times as large as its request (the bound of RFC 9000 section 8.1), and no timer retransmits it.
 */
public final class AmplificationGuard {
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final int FACTOR = 3;

    private final Admission admission;
    private final TransportMeter meter;

    public AmplificationGuard(Admission admission, TransportMeter meter) {
        this.admission = admission;
        this.meter = meter;
    }

    /** Whether the limit applies to this source. */
    public boolean holdsFor(Source source) {
        return admission.limitsAmplification() && source.forgeable() && !admission.isAllowed(source);
    }

    /** How large a response to a request of that many octets from there may be. */
    public int room(Source source, int octets) {
        return holdsFor(source) ? FACTOR * octets : NO_LIMIT;
    }

    /** The response shrunk to fit, or nothing; both are counted. */
    public Optional<byte[]> fit(byte[] response, int room) {
        if (response.length <= room) {
            return Optional.of(response);
        }
        var shorter = ResponseShrinker.of(response, room);
        meter.lost(shorter.isPresent() ? Loss.ANSWER_CUT : Loss.AMPLIFICATION);
        return shorter;
    }
}
