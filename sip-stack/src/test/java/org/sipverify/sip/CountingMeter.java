package org.sipverify.sip;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Counts what it hears, and lets a test wait for it. */
final class CountingMeter implements SipMeter {
    private final AtomicInteger overloaded = new AtomicInteger();
    private final Map<Loss, Integer> lost = new ConcurrentHashMap<>();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> responses = new ConcurrentHashMap<>();

    @Override
    public void lost(Loss why) {
        lost.merge(why, 1, Integer::sum);
    }

    @Override
    public void request(String method) {
        requests.merge(method, 1, Integer::sum);
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

    int requestsSoFar(String method) {
        return requests.getOrDefault(method, 0);
    }

    int awaitLost(Loss why, int count) throws InterruptedException {
        return await(() -> lostSoFar(why), count);
    }

    int awaitResponses(int status, int count) throws InterruptedException {
        return await(() -> responses.getOrDefault(status, 0), count);
    }

    int awaitOverloaded(int count) throws InterruptedException {
        return await(overloaded::get, count);
    }

    /** How many there were once there are that many, or after five seconds. */
    private static int await(IntSupplier counter, int count) throws InterruptedException {
        for (var i = 0; i < 500 && counter.getAsInt() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return counter.getAsInt();
    }
}
