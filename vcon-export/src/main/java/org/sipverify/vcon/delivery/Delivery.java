package org.sipverify.vcon.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sipverify.vcon.delivery.DeliveryMeter.Drop;
import org.sipverify.vcon.delivery.DeliveryRecords.State;
import org.sipverify.vcon.delivery.endpoint.EndpointClient;
import org.sipverify.vcon.delivery.endpoint.EndpointConfig;

/**
 * Delivers every vCon of a store to every endpoint at least once, each with its own uuid however often it is tried.
 * What is delivered is recorded in files beside the store, so that a restart continues where the last run ended.
 */
public final class Delivery implements AutoCloseable {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final Path store;
    private final DeliveryRecords records;
    private final DeliveryMeter meter;
    private final Duration lastAnswers;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** What there is for one endpoint. */
    private record Endpoint(DeliveryQueue queue, Outbox outbox, DeliveryLog log) {}

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

    /** The same, with this wait at the end for answers still in flight. */
    static Delivery start(DeliveryConfig config, Path store, DeliveryMeter meter, Duration lastAnswers) {
        var delivery = new Delivery(store.toAbsolutePath().normalize(), meter, lastAnswers);
        delivery.pauseAllBut(config.names());
        config.endpoints().forEach(endpoint -> delivery.open(endpoint, config));
        delivery.threads.forEach(Thread::start);
        return delivery;
    }

    private void open(EndpointConfig config, DeliveryConfig delivery) {
        var name = config.name();
        var log = new DeliveryLog(name);
        var queue = new DeliveryQueue(config);
        var client = new EndpointClient(config);
        var endpoint = new Endpoint(queue, new Outbox(store, name), log);
        endpoints.add(endpoint);
        try {
            endpoint.outbox().open();
        } catch (IOException e) {
            log.disk("make the outbox", e); // the reader tries again
        }
        for (int i = 0; i < config.load().maxInFlight(); i++) {
            daemon(new DeliveryWorker(queue, client, records, meter, log), name + "-" + i);
        }
        if (config.load().queueLimit().most() > 0) {
            daemon(new QueueWatch(queue, client, log), name + "-queue");
        }
        daemon(new OutboxReader(store, queue, records, delivery.scanInterval(), meter, log), name + "-outbox");
    }

    /** Endpoints that are configured again later lack what is stored until then. */
    private void pauseAllBut(List<String> names) {
        try {
            for (var endpoint : records.endpoints()) {
                if (!names.contains(endpoint)) {
                    new Outbox(store, endpoint).incomplete();
                }
            }
        } catch (IOException e) {
            new DeliveryLog("of an earlier configuration").disk("close the outbox", e);
        }
    }

    private void daemon(Runnable work, String name) {
        var thread = new Thread(work, "vcon-" + name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    /**
     * These vCons are about to be stored: when this returns, each endpoint's outbox has them.
     *
     * @throws IOException when that cannot be written; then they must not be stored
     */
    public void storing(List<UUID> uuids) throws IOException {
        for (var endpoint : endpoints) {
            for (var uuid : uuids) {
                endpoint.outbox().add(uuid);
            }
            endpoint.outbox().force();
        }
    }

    /** A vCon was stored under this name. Never waits: what does not fit into memory is read from the outbox later. */
    public void offer(UUID uuid, Path file) {
        var item = new QueuedVcon(uuid, file.toAbsolutePath().normalize());
        for (var endpoint : endpoints) {
            try {
                if (records.isMissing(endpoint.queue().name(), item.file())) {
                    endpoint.outbox().add(uuid);
                }
            } catch (IOException e) {
                endpoint.log().disk("write to the outbox", e);
            }
            endpoint.queue().offer(item);
        }
    }

    /**
     * A vCon is about to be removed from the store: takes what is kept about it along, and counts it as lost for each
     * endpoint that does not have it.
     */
    public void removing(UUID uuid, Path file) throws IOException {
        var absolute = file.toAbsolutePath().normalize();
        for (var endpoint : endpoints) {
            var queue = endpoint.queue();
            // One in flight ends with its answer, or at the next try, when its file is gone.
            var lost = queue.remove(uuid) && records.state(queue.name(), absolute) == State.UNDELIVERED;
            if (lost) {
                meter.dropped(queue.name(), Drop.REMOVED);
            }
        }
        records.remove(absolute);
    }

    /** It is removed: what a try in flight has written about it meanwhile is removed too. */
    public void removed(Path file) throws IOException {
        records.remove(file.toAbsolutePath().normalize());
    }

    /** How each endpoint is doing, in the order of the configuration. They stay the same objects. */
    public List<EndpointState> endpoints() {
        return endpoints.stream().<EndpointState>map(Endpoint::queue).toList();
    }

    /** Waits two seconds for answers in flight, and ends. What is not delivered stays in the store. */
    @Override
    public void close() {
        endpoints.forEach(endpoint -> endpoint.queue().close());
        var deadline = System.nanoTime() + lastAnswers.toNanos();
        try {
            for (var endpoint : endpoints) {
                endpoint.queue().awaitLanding(deadline);
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
