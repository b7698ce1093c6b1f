package org.sipverify.app.api.calls;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.config.LiveSettings;
import org.sipverify.app.index.RowSink;
import org.sipverify.http.Outlet;

/**
 * Shows calls as they happen to those who watch. One thread does it, ten times a second; it waits for no client.
 *
 * <p>Shared state: who watches, and who will.
 */
public final class LiveCalls implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final Duration TICK = Duration.ofMillis(100);

    private final LiveSettings limits;
    private final CallsMeter meter;
    private final LiveIntake intake;
    private final LiveEvents events;
    private final List<LiveClient> clients = new CopyOnWriteArrayList<>();
    private final Queue<Newcomer> newcomers = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "live-calls");
    private volatile boolean closing;
    private long leftOut;

    /** Who begins to watch; the id is that of the last event it has seen, empty when there is none. */
    private record Newcomer(Outlet outlet, RowsSeen seen, String lastId) {}

    private LiveCalls(LiveSettings limits, CallsMeter meter) {
        this.limits = limits;
        this.meter = meter;
        this.intake = new LiveIntake(limits.perSecond(), System::nanoTime);
        this.events = new LiveEvents(Long.toString(System.currentTimeMillis(), Character.MAX_RADIX), limits.kept());
        thread.setDaemon(true);
    }

    /** Begins to take rows. */
    public static LiveCalls start(LiveSettings limits, CallsMeter meter) {
        var live = new LiveCalls(limits, meter);
        live.thread.start();
        return live;
    }

    /** Where the rows of calls are to be put. */
    public RowSink sink() {
        return intake;
    }

    /** Who watches. */
    public int clients() {
        return clients.size() + newcomers.size();
    }

    boolean isFull() {
        return clients() >= limits.clients();
    }

    int most() {
        return limits.clients();
    }

    /** Somebody begins to watch. Two who come at the same time may find the same last place: then one of them must go. */
    synchronized void begin(Outlet outlet, RowsSeen seen, String lastId) {
        if (isFull()) {
            outlet.close();
        } else {
            newcomers.add(new Newcomer(outlet, seen, lastId));
        }
    }

    private void run() {
        while (!closing) {
            try {
                takeIn();
                admit();
                show();
            } catch (RuntimeException bug) {
                LOG.error("the calls of this moment cannot be shown", bug);
            }
            LockSupport.parkNanos(TICK.toNanos());
        }
    }

    private void takeIn() {
        for (var row = intake.next(); row != null; row = intake.next()) {
            events.add(row.get());
        }
        long now = intake.leftOut();
        meter.liveLeftOut(now - leftOut);
        leftOut = now;
    }

    /** A newcomer counts all the time: it is a client before it leaves the queue. */
    private void admit() {
        for (var it = newcomers.peek(); it != null; it = newcomers.peek()) {
            long next = it.lastId().isEmpty() ? events.next() : events.after(it.lastId());
            clients.add(new LiveClient(it.outlet(), it.seen(), next, leftOut, System.nanoTime()));
            newcomers.remove();
        }
    }

    private void show() {
        clients.removeIf(client -> isOver(client.step(events, leftOut, System.nanoTime())));
    }

    private boolean isOver(LiveClient.State state) {
        return switch (state) {
            case WATCHES -> false;
            case GONE -> true;
            case DROPPED -> {
                meter.liveDropped();
                yield true;
            }
        };
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        clients.forEach(LiveClient::close);
    }
}
