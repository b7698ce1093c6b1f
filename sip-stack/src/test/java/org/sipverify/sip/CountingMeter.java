package org.sipverify.sip;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what it hears, and lets a test wait for it. */
final class CountingMeter implements SipMeter {
    final AtomicInteger overloaded = new AtomicInteger();
    private final Map<Loss, Integer> lost = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> responses = new ConcurrentHashMap<>();

    @Override
    public void lost(Loss why) {
        lost.merge(why, 1, Integer::sum);
    }

    @Override
    public void response(int status) {
        responses.merge(status, 1, Integer::sum);
    }

    @Override
    public void overloaded() {
        overloaded.incrementAndGet();
    }

    int lostSoFar(Loss why) {
        return lost.getOrDefault(why, 0);
    }

    int responses(int status) {
        return responses.getOrDefault(status, 0);
    }

    /** How many there were once there are that many, or after five seconds. */
    int awaitLost(Loss why, int count) throws InterruptedException {
        for (var i = 0; i < 500 && lostSoFar(why) < count; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return lostSoFar(why);
    }
}
