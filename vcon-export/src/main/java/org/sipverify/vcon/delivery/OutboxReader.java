package org.sipverify.vcon.delivery;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.sipverify.vcon.delivery.DeliveryMeter.Drop;

/**
 * Reads an endpoint's outbox into its queue, the oldest first and no more than fits. It reads the outbox once, then
 * waits until there is a reason to begin again.
 */
final class OutboxReader implements Runnable {
    /** Times the shortest wait between two tries: what keeps failing is read again no sooner. */
    private static final int REST = 5;

    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);

    /** A marker is older than its vCon: by the time that lies between them when the journal is read again, say. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path store;
    private final Outbox outbox;
    private final DeliveryQueue queue;
    private final DeliveryRecords records;
    private final Duration interval;
    private final DeliveryMeter meter;
    private final DeliveryLog log;
    private final Instant started = Instant.now();
    private boolean filled;
    private boolean underWay;
    private Optional<UUID> last = Optional.empty();
    private Optional<Long> begun = Optional.empty();

    OutboxReader(
            Path store,
            DeliveryQueue queue,
            DeliveryRecords records,
            Duration interval,
            DeliveryMeter meter,
            DeliveryLog log) {
        this.store = store;
        this.outbox = new Outbox(store, queue.name());
        this.queue = queue;
        this.records = records;
        this.interval = interval;
        this.meter = meter;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            while (true) {
                queue.awaitRefill(pause());
            }
        } catch (InterruptedException closed) {
            // The next server reads from the beginning.
        }
    }

    private long pause() {
        try {
            if (!filled) {
                OutboxFiller.fill(store, queue.name(), records);
                filled = true;
            }
            return step(System.nanoTime());
        } catch (ClosedByInterruptException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException | DirectoryIteratorException e) {
            log.disk("list the outbox", e);
        } catch (RuntimeException bug) {
            log.bug(bug);
        }
        return AFTER_FAILURE;
    }

    /** Nanoseconds in which there is nothing more to do, unless the queue asks for more. */
    private long step(long now) throws IOException {
        if (!underWay && untilDue(now) <= 0) {
            underWay = true;
            begun = Optional.of(now);
            last = Optional.empty();
            queue.readingBegins();
        }
        if (!underWay) {
            return untilDue(now);
        }
        var wanted = queue.wanted();
        if (wanted > 0) {
            underWay = read(wanted);
        }
        return underWay ? (wanted > 0 ? 0 : interval.toNanos()) : Math.max(0, untilDue(now));
    }

    private long untilDue(long now) {
        var rest = queue.missed() ? queue.config().retry().shortest().multipliedBy(REST) : interval;
        return begun.map(at -> Math.min(rest.toNanos(), interval.toNanos()) - (now - at))
                .orElse(0L);
    }

    /** True when there may be more. */
    private boolean read(int wanted) throws IOException {
        var found = outbox.oldest(last, wanted, queue::knows);
        for (var uuid : found) {
            last = Optional.of(uuid);
            var file = outbox.file(uuid);
            if (file.isPresent()) {
                queue.offer(new QueuedVcon(uuid, file.get()));
            } else {
                withoutVcon(uuid);
            }
        }
        return found.size() == wanted;
    }

    /**
     * The vCon was removed by another program, or it is not stored yet because of a crash, and the journal still has
     * the call. A marker that is removed a moment too early is written again when the vCon is stored.
     */
    private void withoutVcon(UUID uuid) throws IOException {
        var since = outbox.since(uuid);
        var late = Instant.now().minus(PATIENCE);
        if (since.isPresent() && since.get().isBefore(late) && started.isBefore(late)) {
            outbox.remove(uuid);
            if (outbox.file(uuid).isPresent()) {
                outbox.add(uuid);
            } else {
                meter.dropped(queue.name(), Drop.REMOVED);
            }
        }
    }
}
