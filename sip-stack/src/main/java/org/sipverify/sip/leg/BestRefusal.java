package org.sipverify.sip.leg;

import java.util.Comparator;
import java.util.List;
import org.sipverify.bridge.LegEvent.Refused;

/** Which of several refusals the caller is told (RFC 3261 section 16.7, item 6). */
final class BestRefusal {
    /**
     * A global failure; otherwise that of the lowest class, because a redirect says more than a failure and a failure of
     * the client more than one of a server. That nobody answered says least of its class.
     */
    static Refused of(List<Refused> refusals) {
        return refusals.stream().min(Comparator.comparingInt(BestRefusal::rank)).orElseThrow();
    }

    private static int rank(Refused refusal) {
        int code = refusal.status().code();
        int isTimeout = code == 408 ? 1 : 0;
        return code >= 600 ? 0 : 2 * (code / 100) + isTimeout;
    }

    private BestRefusal() {}
}
