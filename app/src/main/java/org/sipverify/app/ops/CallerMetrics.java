package org.sipverify.app.ops;

import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.CallResult;
import org.sipverify.app.call.Callers;
import org.sipverify.app.call.NamedCaller;
import org.sipverify.policy.CallFacts.Outcome;
import org.sipverify.sip.IncomingCall;

/** Counts the calls of each named caller. */
final class CallerMetrics implements CallObserver {
    private final Meters meters;
    private final Map<String, CallObservation> callers = new ConcurrentHashMap<>();

    /** @param known those whose counters are there from the beginning, at 0; the configuration may name others later */
    CallerMetrics(Meters meters, Callers known) {
        this.meters = meters;
        of(NamedCaller.NONE);
        known.all().forEach(this::of);
    }

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        return of(parties.caller());
    }

    private CallObservation of(NamedCaller caller) {
        return callers.computeIfAbsent(caller.label(), this::observation);
    }

    /** Of one call nothing but its outcome is needed, so this follows all of a caller. */
    private CallObservation observation(String caller) {
        var counters = new EnumMap<Outcome, Counter>(Outcome.class);
        for (var outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    meters.counter(
                            "sipverify.caller.calls",
                            "Answered calls of each named caller; none is every caller without a name",
                            "caller",
                            caller,
                            "outcome",
                            outcome.text()));
        }
        return new CallObservation() {
            @Override
            public void answered(CallResult result) {
                Objects.requireNonNull(counters.get(result.finding().outcome())).increment();
            }
        };
    }
}
