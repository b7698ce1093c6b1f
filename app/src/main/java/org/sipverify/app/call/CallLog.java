package org.sipverify.app.call;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.IncomingCall;

/** One INFO line per call, in the form of the service description, and one DEBUG line per step before it. */
public final class CallLog implements CallObserver {
    private static final Logger LOG = LogManager.getLogger();

    private final Supplier<LoggedNumbers> numbers;

    /** With the numbers of each call shown as that says then. */
    public CallLog(Supplier<LoggedNumbers> numbers) {
        this.numbers = numbers;
    }

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        var invite = call.invite();
        LOG.debug("Call received: call_id={}, from {} over {}", invite.callId(), invite.source(), invite.transport());
        return new Lines(invite.callId(), parties, numbers.get());
    }

    private record Lines(String callId, CallParties parties, LoggedNumbers numbers) implements CallObservation {
        @Override
        public void verified(Finding finding) {
            LOG.debug("Call verified: call_id={}, outcome={}", callId, finding.outcome());
        }

        @Override
        public void answered(CallResult result) {
            var verdict = result.finding().verdict();
            var policy = result.response().policy();
            LOG.info(
                    "Verification complete: call_id={}, status={}, brand={}, decision={}, time_ms={}, error={}, rule={}{}{}{}",
                    callId,
                    verdict.status().isEmpty() ? verdict.outcome().name() : verdict.status(),
                    orNone(verdict.caller().brandName()),
                    result.response().decision(),
                    milliseconds(result.took()),
                    orNone(verdict.reason()),
                    policy.rule(),
                    named(),
                    numbers.parties(parties),
                    policy.observed() ? ", would=" + numbers.decision(policy.decided()) : "");
            if (!policy.refused().isEmpty()) {
                LOG.warn("rule {}: left out {}: a value holds a control character", policy.rule(), policy.refused());
            }
        }

        @Override
        public void cancelled(Duration took) {
            LOG.info(
                    "Call cancelled: call_id={}, time_ms={}{}{}",
                    callId,
                    milliseconds(took),
                    named(),
                    numbers.parties(parties));
        }

        @Override
        public void ended(BridgedCall call) {
            LOG.info(
                    "Call ended: call_id={}, answered={}, by={}, cause={}, post_dial_delay_ms={}, duration_s={}{}{}{}",
                    callId,
                    call.end().wasAnswered(),
                    call.by(),
                    call.cause(),
                    call.rangAfter() == null ? "none" : milliseconds(call.rangAfter()),
                    call.talked().toMillis() / 1000.0,
                    call.transfers() == 0 ? "" : ", transfers=" + call.transfers(),
                    named(),
                    numbers.parties(parties));
        }

        private String named() {
            var name = parties.caller().name();
            return name.isEmpty() ? "" : ", caller=" + name;
        }

        private static String orNone(String text) {
            return text.isEmpty() ? "none" : text;
        }

        /** With one decimal. */
        private static String milliseconds(Duration duration) {
            var tenths = (duration.toNanos() + 50_000) / 100_000;
            return tenths / 10 + "." + tenths % 10;
        }
    }
}
