package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.DELIVERED;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.Eventually;

class DeliveryTest extends AtHook {
    @Test
    void whatWasStoredBeforeTheStartArrives() throws Exception {
        var all = store.fill(50);

        try (var delivery = start("")) {
            count.reaches("delivered", 50);

            receiver.awaitAccepted(Set.copyOf(all));
            assertEquals(50, receiver.requests.size());
            assertEquals(Duration.ZERO, state(delivery).oldestUndelivered());
        }
    }

    @Test
    void whatIsOfferedArrivesUnderItsUuid() throws Exception {
        try (var delivery = start("")) {
            var uuid = store.nextId();

            delivery.offer(uuid, store.put(uuid));

            count.reaches("delivered", 1);
            var request = receiver.requests.get(0);
            assertEquals(uuid.toString(), request.headers().getFirst("Idempotency-Key"));
            assertEquals("application/json", request.headers().getFirst("Content-Type"));
            assertEquals(Store.vcon(uuid), request.body());
        }
    }

    /** A search of the store offers what it saw a moment ago. */
    @Test
    void whatIsOfferedAfterItWasDeliveredIsNotSentAgain() throws Exception {
        var first = store.nextId();
        var second = store.nextId();

        try (var delivery = start("")) {
            delivery.offer(first, store.put(first));
            count.reaches("delivered", 1);
            delivery.offer(first, file(first));
            delivery.offer(second, store.put(second));
            Eventually.isTrue(() -> count.of("delivered") >= 2
                    && state(delivery).waiting() == 0
                    && state(delivery).inFlight() == 0);
        }

        assertEquals(
                List.of(first, second),
                receiver.requests.stream().map(Receiver.Request::uuid).toList());
    }

    @Test
    void theOldestGoesFirst() throws Exception {
        var all = store.fill(20);

        try (var delivery = start(", max-in-flight = 1")) {
            count.reaches("delivered", 20);
        }

        assertEquals(all, receiver.requests.stream().map(Receiver.Request::uuid).toList());
    }

    @Test
    void aRestartGoesOnWhereItWas() throws Exception {
        var all = store.fill(200);
        var answered = new AtomicInteger();
        receiver.behave(
                (request, exchange) -> Receiver.send(exchange, answered.incrementAndGet() <= 80 ? 201 : 500, "{}"));
        try (var first = start("")) {
            Eventually.isTrue(() -> answered.get() > 85 && count.of("delivered") == 80);
        }
        receiver.awaitAccepted(acknowledged());
        receiver.behave(Receiver.status(201));
        var before = receiver.requests.size();

        try (var second = start("")) {
            count.reaches("delivered", 200);
        }

        assertEquals(Set.copyOf(all), acknowledged());
        assertEquals(120, receiver.requests.size() - before);
    }

    @Test
    void whatDoesNotFitIntoMemoryIsFoundInTheStore() throws Exception {
        receiver.refuseConnections();
        var all = new HashSet<UUID>();

        try (var delivery = start(", queue = 40")) {
            for (int i = 0; i < 300; i++) {
                var uuid = store.nextId();
                all.add(uuid);
                delivery.offer(uuid, store.put(uuid));
            }
            assertTrue(state(delivery).waiting() <= 40);
            receiver.listenAgain();

            count.reaches("delivered", 300);
        }

        assertEquals(all, acknowledged());
    }

    @Test
    void whatRetentionRemovesIsCountedAsLost() throws Exception {
        receiver.behave(Receiver.status(500));
        var all = store.fill(3);

        try (var delivery = start("")) {
            Eventually.isTrue(() -> count.of("retried") > 3);
            delivery.removing(all.get(0), file(all.get(0)));
            Files.delete(file(all.get(0)));
            Files.delete(file(all.get(1))); // by somebody who does not tell
            count.reaches("REMOVED", 2);
            receiver.behave(Receiver.status(201));

            count.reaches("delivered", 1);
        }

        assertEquals(Set.of(all.get(2)), acknowledged());
        assertEquals(2, count.of("REMOVED"));
    }

    @Test
    void theEndWaitsForAnAnswerThatIsUnderWay() throws Exception {
        var file = store.put(store.nextId());
        var closing = new CountDownLatch(1);
        receiver.behave((request, exchange) -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Receiver.send(exchange, 201, "{}");
        });
        var delivery = start("");
        Eventually.isTrue(() -> receiver.requests.size() == 1);

        var closer = new Thread(delivery::close);
        closer.start();
        Eventually.isTrue(() -> closer.getState() == Thread.State.TIMED_WAITING);
        closing.countDown();
        closer.join();

        assertEquals(DELIVERED, records.state("hook", file));
    }

    /** Ten seconds of two hundred calls a second. */
    @Tag("slow")
    @Test
    void twoThousandGoThrough() throws Exception {
        try (var delivery = start("")) {
            for (int i = 0; i < 2000; i++) {
                var uuid = store.nextId();
                delivery.offer(uuid, store.put(uuid));
            }
            count.reaches("delivered", 2000);
        }

        Eventually.isTrue(() -> receiver.accepted.size() == 2000);
        assertEquals(2000, receiver.requests.size());
    }
}
