package org.sipverify.app.call;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.IncomingCall;

/** One INFO line per call, in the form of the service description, and one DEBUG line per step before it. */
public final class CallLog implements CallObserver {
    private static final Logger LOG = LogManager.getLogger();

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        var invite = call.invite();
        LOG.debug("Call received: call_id={}, from {} over {}", invite.callId(), invite.source(), invite.transport());
        return new Lines(invite.callId(), parties.caller().name());
    }

    private record Lines(String callId, String caller) implements CallObservation {
        @Override
        public void verified(Finding finding) {
            LOG.debug("Call verified: call_id={}, outcome={}", callId, finding.outcome());
        }

        @Override
        public void answered(CallResult result) {
            var verdict = result.finding().verdict();
            var brand = verdict.caller().brandName();
            var policy = result.response().policy();
            LOG.info(
                    "Verification complete: call_id={}, status={}, brand={}, decision={}, time_ms={}{}",
                    callId,
                    verdict.status().isEmpty() ? verdict.outcome().name() : verdict.status(),
                    brand.isEmpty() ? "none" : brand,
                    result.response().decision(),
                    milliseconds(result.took()),
                    named());
            if (!policy.refused().isEmpty()) {
                LOG.warn("rule {}: left out {}: a value holds a control character", policy.rule(), policy.refused());
            }
        }

        @Override
        public void cancelled(Duration took) {
            LOG.info("Call cancelled: call_id={}, time_ms={}{}", callId, milliseconds(took), named());
        }

        private String named() {
            return caller.isEmpty() ? "" : ", caller=" + caller;
        }

        /** With one decimal. */
        private static String milliseconds(Duration duration) {
            var tenths = (duration.toNanos() + 50_000) / 100_000;
            return tenths / 10 + "." + tenths % 10;
        }
    }
}
