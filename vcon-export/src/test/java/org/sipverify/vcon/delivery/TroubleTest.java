package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.vcon.delivery.Receiver.Manner;

/** What the endpoint does wrong, and what becomes of the vCons meanwhile. */
class TroubleTest extends AtHook {
    /** Each trouble befalls the first twenty requests. */
    @ParameterizedTest
    @MethodSource
    void afterAnyTroubleEverythingHasArrived(Manner trouble, String settings) throws Exception {
        var all = store.fill(60);
        var troubled = new AtomicInteger(20);
        Set<UUID> answeredWell = ConcurrentHashMap.newKeySet();
        receiver.behave((request, exchange) -> {
            if (troubled.getAndDecrement() > 0) {
                trouble.answer(request, exchange);
            } else {
                answeredWell.add(request.uuid());
                Receiver.send(exchange, 201, "{}");
            }
        });

        try (var delivery = start(settings)) {
            count.reaches("delivered", 60);
        }

        assertEquals(Set.copyOf(all), acknowledged());
        assertEquals(Set.copyOf(all), answeredWell, "an acknowledgement without a whole 2xx");
        assertTrue(count.of("retried") >= 20, () -> "retried " + count.of("retried"));
    }

    static Stream<Arguments> afterAnyTroubleEverythingHasArrived() {
        return Stream.of(
                argumentSet("500", Receiver.status(500), ""),
                argumentSet("503", Receiver.status(503), ", breaker-failures = 1"),
                argumentSet("408", Receiver.status(408), ", breaker-failures = 1000"),
                argumentSet("425", Receiver.status(425), ""),
                argumentSet("429", Receiver.status(429), ""),
                argumentSet("401", Receiver.status(401), ""),
                argumentSet("403", Receiver.status(403), ""),
                argumentSet("a redirect", Receiver.status(302), ""),
                argumentSet("half a response", Receiver.half(), ""),
                argumentSet("no response", (Manner) (request, exchange) -> exchange.close(), ""),
                argumentSet("slow", silent(), ", timeout = 200 ms"),
                argumentSet("more of an answer than is taken", endless(), ", max-response = 2000 B"));
    }

    private static Manner silent() {
        return (request, exchange) -> {
            try {
                new CountDownLatch(1).await(); // there is no answer while the receiver is there
            } catch (InterruptedException closed) {
                exchange.close();
            }
        };
    }

    private static Manner endless() {
        return (request, exchange) -> Receiver.send(exchange, 200, "x".repeat(100_000));
    }

    @Test
    void whileNobodyListensNothingIsLost() throws Exception {
        receiver.refuseConnections();
        var all = store.fill(30);

        try (var delivery = start("")) {
            Eventually.isTrue(() -> state(delivery).resting() && count.of("retried") > 10);
            assertEquals(Set.of(), acknowledged());
            assertFalse(state(delivery).oldestUndelivered().isZero());
            receiver.listenAgain();

            count.reaches("delivered", 30);
            assertFalse(state(delivery).resting());
        }

        receiver.awaitAccepted(Set.copyOf(all));
    }

    /** A dead endpoint is tried by one vCon now and then, however many wait. */
    @Test
    void aDeadEndpointIsLeftAlone() throws Exception {
        receiver.behave(Receiver.status(503));
        store.fill(500);

        try (var delivery = start(", retry-min = 200 s, retry-max = 300 s, breaker-failures = 3")) {
            Eventually.isTrue(() -> state(delivery).resting()
                    && state(delivery).inFlight() == 0
                    && state(delivery).waiting() == 500);

            assertTrue(receiver.requests.size() <= 3 + 8, () -> "requests " + receiver.requests.size());
        }
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        store.fill(5);
        receiver.behave((request, exchange) -> {
            if (receiver.requests.size() == 1) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                Receiver.send(exchange, 429, "");
            } else {
                Receiver.send(exchange, 201, "{}");
            }
        });

        try (var delivery = start(", max-in-flight = 1, breaker-failures = 1000")) {
            count.reaches("delivered", 5);
        }

        var wait = receiver.requests.get(1).nanos() - receiver.requests.get(0).nanos();
        assertTrue(wait >= Duration.ofSeconds(1).toNanos(), () -> "waited " + Duration.ofNanos(wait));
    }

    @Test
    void aRefusedKeyPausesUntilTheFileHasTheRightOne() throws Exception {
        var key = Files.writeString(directory.resolve("hook.key"), "wrong\n");
        receiver.behave((request, exchange) -> {
            var right = "Bearer right".equals(request.headers().getFirst("Authorization"));
            Receiver.send(exchange, right ? 201 : 401, "{}");
        });
        var all = store.fill(40);

        try (var delivery = start(", token-file = \"" + key + "\"")) {
            Eventually.isTrue(() -> state(delivery).paused());
            assertEquals(Set.of(), acknowledged());
            Files.writeString(key, "right\n");

            count.reaches("delivered", 40);
            assertFalse(state(delivery).paused());
        }

        receiver.awaitAccepted(Set.copyOf(all));
    }

    @Test
    void whatFailsAgainAndAgainHoldsNobodyUp() throws Exception {
        var all = store.fill(60);
        var poison = Set.copyOf(all.subList(0, 20));
        receiver.behave(
                (request, exchange) -> Receiver.send(exchange, poison.contains(request.uuid()) ? 500 : 201, "{}"));

        try (var delivery = start(", queue = 8, max-in-flight = 2")) {
            count.reaches("delivered", 40);
            receiver.behave(Receiver.status(201));
            count.reaches("delivered", 60);
        }

        receiver.awaitAccepted(Set.copyOf(all));
    }
}
