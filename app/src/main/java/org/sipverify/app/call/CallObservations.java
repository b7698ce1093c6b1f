package org.sipverify.app.call;

import java.time.Duration;
import java.util.List;

/** Several observations of one call. */
record CallObservations(List<CallObservation> each) implements CallObservation {
    @Override
    public void whenRecorded(Runnable then) {
        whenRecorded(0, then);
    }

    private void whenRecorded(int first, Runnable then) {
        if (first == each.size()) {
            then.run();
        } else {
            each.get(first).whenRecorded(() -> whenRecorded(first + 1, then));
        }
    }

    @Override
    public boolean refusesCall() {
        return each.stream().anyMatch(CallObservation::refusesCall);
    }

    @Override
    public void verified(Finding finding) {
        each.forEach(it -> it.verified(finding));
    }

    @Override
    public void answered(CallResult result) {
        each.forEach(it -> it.answered(result));
    }

    @Override
    public void cancelled(Duration took) {
        each.forEach(it -> it.cancelled(took));
    }

    @Override
    public void dialled(String callId) {
        each.forEach(it -> it.dialled(callId));
    }

    @Override
    public void tried(String target) {
        each.forEach(it -> it.tried(target));
    }

    @Override
    public void ended(BridgedCall call) {
        each.forEach(it -> it.ended(call));
    }

    @Override
    public Runnable atEnd() {
        var actions = each.stream()
                .map(CallObservation::atEnd)
                .filter(it -> it != NOTHING)
                .toList();
        return () -> actions.forEach(Runnable::run);
    }
}
