package org.sipverify.vcon.delivery;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.sipverify.vcon.delivery.DeliveryMeter.Drop;
import org.sipverify.vcon.delivery.DeliveryRecords.State;

/**
 * Brings every vCon of a store to every endpoint at least once, each under its own uuid however often it is tried. What
 * is delivered is written down beside the store, so that a restart goes on where the last server ended.
 */
public final class Delivery implements AutoCloseable {
    /** When the store is not there, or cannot be listed. */
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final Path store;
    private final DeliveryRecords records;
    private final DeliveryMeter meter;
    private final Duration lastAnswers;
    private final List<DeliveryQueue> queues = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Delivery(Path store, DeliveryMeter meter, Duration lastAnswers) {
        this.store = store;
        this.records = new DeliveryRecords(store);
        this.meter = meter;
        this.lastAnswers = lastAnswers;
    }

    /**
     * Begins to deliver what is in the store, and what is offered from now on.
     *
     * @param store the directory of the vCons; they may lie in directories below it
     */
    public static Delivery start(DeliveryConfig config, Path store, DeliveryMeter meter) {
        return start(config, store, meter, LAST_ANSWERS);
    }

    /** The same, with so long a wait at the end for answers that are under way. */
    static Delivery start(DeliveryConfig config, Path store, DeliveryMeter meter, Duration lastAnswers) {
        var delivery = new Delivery(store.toAbsolutePath().normalize(), meter, lastAnswers);
        config.endpoints().forEach(endpoint -> delivery.open(endpoint, config));
        delivery.threads.forEach(Thread::start);
        return delivery;
    }

    private void open(EndpointConfig endpoint, DeliveryConfig config) {
        var queue = new DeliveryQueue(endpoint);
        var log = new DeliveryLog(endpoint.name());
        var client = new EndpointClient(endpoint);
        queues.add(queue);
        for (int i = 0; i < endpoint.maxInFlight(); i++) {
            daemon(new DeliveryWorker(queue, client, records, meter, log), endpoint.name() + "-" + i);
        }
        if (endpoint.queueLimit().most() > 0) {
            daemon(new QueueWatch(queue, client, log), endpoint.name() + "-queue");
        }
        var search = new Search(store, queue, records, config.scanInterval());
        daemon(() -> look(queue, search, log), endpoint.name() + "-search");
    }

    private void daemon(Runnable work, String name) {
        var thread = new Thread(work, "vcon-" + name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    private void look(DeliveryQueue queue, Search search, DeliveryLog log) {
        try {
            while (true) {
                queue.awaitHunger(pause(search, log));
            }
        } catch (InterruptedException closed) {
            // The search begins anew with the next server.
        }
    }

    private long pause(Search search, DeliveryLog log) {
        try {
            if (Files.isDirectory(store)) {
                return search.step(System.nanoTime());
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.disk("list its directories", e);
        } catch (RuntimeException bug) {
            log.bug(bug);
        }
        return AFTER_FAILURE;
    }

    /** A vCon was stored under this name. Never waits: what does not fit into memory is found in the store later. */
    public void offer(UUID uuid, Path file) {
        var item = new QueuedVcon(uuid, file.toAbsolutePath().normalize());
        queues.forEach(queue -> queue.offer(item));
    }

    /**
     * A vCon is about to be removed from the store: takes what is kept about it along, and counts it as lost for each
     * endpoint that does not have it.
     */
    public void removing(UUID uuid, Path file) throws IOException {
        var absolute = file.toAbsolutePath().normalize();
        for (var queue : queues) {
            var lost =
                    switch (queue.remove(uuid)) {
                        case WAITING -> true;
                        case NOT_HERE -> records.state(queue.name(), absolute) == State.UNDELIVERED;
                        // Its answer, or its file that is gone at the next try, tells how that ended.
                        case IN_FLIGHT -> false;
                    };
            if (lost) {
                meter.dropped(queue.name(), Drop.REMOVED);
            }
        }
        records.erase(absolute);
    }

    /** It is removed: what a try that was under way has written about it meanwhile goes too. */
    public void removed(Path file) throws IOException {
        var unused = records.erase(file.toAbsolutePath().normalize());
    }

    /** How each endpoint is doing, in the order of the configuration. They stay the same objects. */
    public List<EndpointState> endpoints() {
        return List.copyOf(queues);
    }

    /** Waits two seconds for answers that are under way, and ends. What is not delivered stays in the store. */
    @Override
    public void close() {
        queues.forEach(DeliveryQueue::close);
        var deadline = System.nanoTime() + lastAnswers.toNanos();
        try {
            for (var queue : queues) {
                queue.awaitLanding(deadline);
            }
            threads.forEach(Thread::interrupt);
            for (var thread : threads) {
                thread.join(lastAnswers.toMillis());
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
