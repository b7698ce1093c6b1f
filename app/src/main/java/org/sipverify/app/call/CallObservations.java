package org.sipverify.app.call;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Several observations of one call. */
record CallObservations(List<CallObservation> each) implements CallObservation {
    @Override
    public void whenRecorded(Runnable then) {
        whenRecorded(0, then);
    }

    /** Most go on at once, and the next follows from here: a call's stack does not grow with its observers. */
    private void whenRecorded(int first, Runnable then) {
        for (int at = first; at < each.size(); at++) {
            int next = at + 1;
            var recording = new Recording(() -> whenRecorded(next, then));
            each.get(at).whenRecorded(recording);
            if (recording.isAwaited()) {
                return;
            }
        }
        then.run();
    }

    /** Whether an observation has gone on before it is left, or goes on later, on any thread: whichever comes first counts. */
    private static final class Recording implements Runnable {
        private final AtomicBoolean decided = new AtomicBoolean();
        private final Runnable later;

        Recording(Runnable later) {
            this.later = later;
        }

        @Override
        public void run() {
            if (!decided.compareAndSet(false, true)) {
                later.run();
            }
        }

        boolean isAwaited() {
            return decided.compareAndSet(false, true);
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
