package org.sipverify.sip.testbed;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.sipverify.sip.SipMeter;

/** Counts what is reported, and lets a test wait for it. */
public final class CountingMeter implements SipMeter {
    private final Map<Loss, Integer> lost = new EnumMap<>(Loss.class);
    private final Map<String, Integer> requests = new HashMap<>();
    private final Map<Integer, Integer> responses = new HashMap<>();
    private int overloaded;

    @Override
    public synchronized void lost(Loss why) {
        lost.merge(why, 1, Integer::sum);
        notifyAll();
    }

    @Override
    public synchronized void request(String method) {
        requests.merge(method, 1, Integer::sum);
    }

    @Override
    public synchronized void response(int status) {
        responses.merge(status, 1, Integer::sum);
        notifyAll();
    }

    @Override
    public synchronized void overloaded() {
        overloaded++;
        notifyAll();
    }

    public synchronized int lostSoFar(Loss why) {
        return lost.getOrDefault(why, 0);
    }

    public synchronized int requestsSoFar(String method) {
        return requests.getOrDefault(method, 0);
    }

    public synchronized int awaitLost(Loss why, int count) throws InterruptedException {
        return await(() -> lost.getOrDefault(why, 0), count);
    }

    public synchronized int awaitResponses(int status, int count) throws InterruptedException {
        return await(() -> responses.getOrDefault(status, 0), count);
    }

    public synchronized int awaitOverloaded(int count) throws InterruptedException {
        return await(() -> overloaded, count);
    }

    /** How many there were once there are that many, or after twenty seconds. */
    private int await(IntSupplier counter, int count) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (var left = 20_000L; counter.getAsInt() < count && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        return counter.getAsInt();
    }
}
