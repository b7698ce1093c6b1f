package org.sipverify.vcon.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.VconMeter.Loss;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.Sheddable;

/**
 * Calls that are over and wait for their vCons to be written. When a slow disk fills it, further calls lose their
 * traces first, then all their messages but INVITE and final answer. When it is full, a call is dropped: from memory if
 * the journal has it, to be read again later, and for good otherwise.
 */
final class FinishedCalls {
    private final int limit;
    private final long byteLimit;
    private final VconMeter meter;

    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private final Deque<Recording> waiting = new ArrayDeque<>();
    private long bytes;

    FinishedCalls(int limit, long byteLimit, VconMeter meter) {
        this.limit = limit;
        this.byteLimit = byteLimit;
        this.meter = meter;
    }

    /** This call is being recorded: whatever the journal says of it is not to be taken from there. Never waits. */
    void hold(UUID uuid) {
        held.add(uuid);
    }

    void letGo(UUID uuid) {
        held.remove(uuid);
    }

    boolean holds(UUID uuid) {
        return held.contains(uuid);
    }

    int held() {
        return held.size();
    }

    /** Calls being recorded or waiting. */
    Set<UUID> all() {
        return Set.copyOf(held);
    }

    synchronized void add(Recording call, boolean journalled) {
        var pressure = Math.max((double) waiting.size() / limit, (double) bytes / byteLimit);
        if (pressure >= 1) {
            held.remove(call.uuid());
            if (!journalled) {
                meter.lost(Loss.BACKLOG_FULL);
            }
            return;
        }
        if (pressure >= 0.5) {
            shed(call, Sheddable.TRACE);
        }
        if (pressure >= 0.75) {
            shed(call, Sheddable.MESSAGES);
        }
        bytes += call.size();
        waiting.add(call);
        notifyAll();
    }

    private void shed(Recording call, Sheddable detail) {
        call.shed(detail);
        meter.shed(detail);
    }

    /** Some calls, the longest waiting first; empty when none came in this time. */
    synchronized List<Recording> take(int most, long milliseconds) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (waiting.isEmpty() && deadline - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        var taken = new ArrayList<Recording>();
        while (!waiting.isEmpty() && taken.size() < most) {
            var call = waiting.remove();
            bytes -= call.size();
            taken.add(call);
        }
        return taken;
    }

    synchronized int size() {
        return waiting.size();
    }
}
