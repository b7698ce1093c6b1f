package org.sipverify.vcon.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.vcon.delivery.Awaiting.until;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.DELIVERED;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.QUARANTINED;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.UNDELIVERED;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.vcon.delivery.Receiver.Manner;
import org.sipverify.vcon.form.StrictJson;

class DeliveryTest {
    @TempDir
    private Path directory;

    private Store store;
    private Receiver receiver;
    private DeliveryRecords records;
    private final Count count = new Count();

    @BeforeEach
    void open() throws IOException {
        store = new Store(directory);
        records = new DeliveryRecords(directory);
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void whatWasStoredBeforeTheStartArrives() throws Exception {
        var all = store.fill(50);

        try (var delivery = start("")) {
            count.reaches("delivered", 50);

            assertEquals(Set.copyOf(all), receiver.accepted);
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

    @Test
    void theOldestGoesFirst() throws Exception {
        var all = store.fill(20);

        try (var delivery = start(", max-in-flight = 1")) {
            count.reaches("delivered", 20);
        }

        assertEquals(all, receiver.requests.stream().map(Receiver.Request::uuid).toList());
    }

    /** Each trouble befalls the first twenty requests. */
    @ParameterizedTest
    @MethodSource
    void afterAnyTroubleEverythingHasArrived(Manner trouble, String settings) throws Exception {
        var all = store.fill(60);
        var troubled = new AtomicInteger(20);
        receiver.behave((request, exchange) -> {
            if (troubled.getAndDecrement() > 0) {
                trouble.answer(request, exchange);
            } else {
                Receiver.send(exchange, 201, "{}");
            }
        });

        try (var delivery = start(settings)) {
            count.reaches("delivered", 60);
        }

        assertEquals(Set.copyOf(all), acknowledged());
        var answeredWell = receiver.requests.subList(20, receiver.requests.size()).stream()
                .map(Receiver.Request::uuid)
                .collect(Collectors.toSet());
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
                argumentSet("half a response", half(), ""),
                argumentSet("no response", (Manner) (request, exchange) -> exchange.close(), ""),
                argumentSet("slow", silent(), ", timeout = 50 ms"),
                argumentSet("more of an answer than is taken", endless(), ", max-response = 2000"));
    }

    private static Manner half() {
        return (request, exchange) -> {
            exchange.sendResponseHeaders(201, 1000);
            exchange.getResponseBody().write("{".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        };
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
            until(() -> state(delivery).resting() && count.of("retried") > 10);
            assertEquals(Set.of(), acknowledged());
            assertFalse(state(delivery).oldestUndelivered().isZero());
            receiver.listenAgain();

            count.reaches("delivered", 30);
            assertFalse(state(delivery).resting());
        }

        assertEquals(Set.copyOf(all), receiver.accepted);
    }

    /** A dead endpoint is tried by one vCon now and then, however many wait. */
    @Test
    void aDeadEndpointIsLeftAlone() throws Exception {
        receiver.behave(Receiver.status(503));
        store.fill(500);

        try (var delivery = start(", retry-min = 10 s, retry-max = 300 s, breaker-failures = 3")) {
            until(() -> state(delivery).resting() && state(delivery).inFlight() == 0);

            assertTrue(receiver.requests.size() <= 3 + 8, () -> "requests " + receiver.requests.size());
            assertEquals(500, state(delivery).waiting());
        }
    }

    @Test
    void aRestartGoesOnWhereItWas() throws Exception {
        var all = store.fill(200);
        var answered = new AtomicInteger();
        receiver.behave(
                (request, exchange) -> Receiver.send(exchange, answered.incrementAndGet() <= 80 ? 201 : 500, "{}"));
        try (var first = start("")) {
            until(() -> answered.get() > 85 && count.of("delivered") == 80);
        }
        assertEquals(receiver.accepted, acknowledged());
        receiver.behave(Receiver.status(201));
        var before = receiver.requests.size();

        try (var second = start("")) {
            count.reaches("delivered", 200);
        }

        assertEquals(Set.copyOf(all), acknowledged());
        assertEquals(120, receiver.requests.size() - before);
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
            until(() -> state(delivery).paused());
            assertEquals(Set.of(), acknowledged());
            Files.writeString(key, "right\n");

            count.reaches("delivered", 40);
            assertFalse(state(delivery).paused());
        }

        assertEquals(Set.copyOf(all), receiver.accepted);
    }

    @Test
    void aRefusedVconIsSetAsideWithTheAnswer() throws Exception {
        var all = store.fill(10);
        var bad = all.get(3);
        receiver.behave((request, exchange) -> {
            var refused = request.uuid().equals(bad);
            Receiver.send(exchange, refused ? 422 : 201, "{\"detail\":\"" + "no ".repeat(20_000) + "\"}");
        });

        try (var delivery = start("")) {
            until(() -> count.of("delivered") == 9 && count.of("REFUSED") == 1);
        }
        try (var again = start("")) {
            until(() -> state(again).waiting() == 0);
        }

        assertEquals(10, receiver.requests.size());
        assertEquals(QUARANTINED, records.state("hook", file(bad)));
        var beside = directory.resolve(".quarantine/hook/2026/11/20/" + bad);
        assertEquals(Store.vcon(bad), Files.readString(Path.of(beside + ".vcon.json")));
        var answer = new ObjectMapper().readTree(Files.readString(Path.of(beside + ".response.json")));
        assertEquals(422, answer.path("status").asInt());
        assertTrue(answer.path("body").asText().startsWith("{\"detail\":\"no no"));
        assertTrue(answer.path("body").asText().length() <= 16 * 1024);
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

        assertEquals(Set.copyOf(all), receiver.accepted);
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

    @ParameterizedTest
    @MethodSource
    void aConflictIsDoneOnlyWhenItIsOurs(Manner first, Manner then, DeliveryRecords.State end) throws Exception {
        var uuid = store.nextId();
        var file = store.put(uuid);
        receiver.behave(
                (request, exchange) -> (receiver.requests.size() == 1 ? first : then).answer(request, exchange));

        try (var delivery = start("")) {
            until(() -> records.state("hook", file) != UNDELIVERED);
        }

        assertEquals(end, records.state("hook", file));
    }

    static Stream<Arguments> aConflictIsDoneOnlyWhenItIsOurs() {
        Manner ours = (request, exchange) -> {
            exchange.getResponseHeaders()
                    .set("ETag", "\"" + Digest.of(request.body().getBytes(UTF_8)) + "\"");
            Receiver.send(exchange, 409, "");
        };
        return Stream.of(
                argumentSet("of somebody else's", Receiver.status(409), Receiver.status(409), QUARANTINED),
                argumentSet("named by its digest", ours, ours, DELIVERED),
                argumentSet("after a try without an answer", half(), Receiver.status(409), DELIVERED),
                argumentSet("after a try that was refused", Receiver.status(401), Receiver.status(409), QUARANTINED));
    }

    @Test
    void aTryThatHadNoAnswerIsRememberedOverARestart() throws Exception {
        var uuid = store.nextId();
        var file = store.put(uuid);
        receiver.behave(half());
        try (var killed = start("")) {
            until(() -> count.of("retried") > 0);
        }
        receiver.behave(Receiver.status(409));

        try (var next = start("")) {
            until(() -> records.state("hook", file) == DELIVERED);
        }

        assertEquals(0, count.of("CONFLICT"));
    }

    @Test
    void whatRetentionRemovesIsCountedAsLost() throws Exception {
        receiver.behave(Receiver.status(500));
        var all = store.fill(3);

        try (var delivery = start("")) {
            until(() -> count.of("retried") > 3);
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
    void aFullDiskDelaysTheAcknowledgementOnly() throws Exception {
        Files.writeString(directory.resolve(".ack"), "in the way of a directory");
        var uuid = store.nextId();
        var file = store.put(uuid);

        try (var delivery = start("")) {
            until(() -> receiver.requests.size() >= 2);
            assertEquals(0, count.of("delivered"));
            Files.delete(directory.resolve(".ack"));

            until(() -> records.state("hook", file) == DELIVERED);
        }

        assertEquals(Set.of(uuid), receiver.accepted);
    }

    @Test
    void anEmptyAcknowledgementCountsForNothing() throws Exception {
        var file = store.put(store.nextId());
        var ack = directory.resolve(".ack/hook/2026/11/20");
        Files.createDirectories(ack);
        Files.createFile(ack.resolve(DeliveryRecords.uuid(file).orElseThrow().toString()));

        try (var delivery = start("")) {
            until(() -> records.state("hook", file) == DELIVERED);
        }

        assertEquals(1, receiver.requests.size());
    }

    @Test
    void onlyTheServersUserReadsItsRecords() throws Exception {
        var file = store.put(store.nextId());

        try (var delivery = start("")) {
            until(() -> records.state("hook", file) == DELIVERED);
        }

        var ack = directory.resolve(
                ".ack/hook/2026/11/20/" + DeliveryRecords.uuid(file).orElseThrow());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ack)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ack.getParent())));
        var receipt = new ObjectMapper().readTree(Files.readString(ack));
        assertEquals(201, receipt.path("status").asInt());
        assertEquals(Digest.of(Files.readAllBytes(file)), receipt.path("digest").asText());
    }

    @Test
    void whatIsErasedIsDeliveredAgainAtTheNextSearch() throws Exception {
        var file = store.put(store.nextId());

        try (var delivery = start("", "scan-interval = 50 ms\n")) {
            count.reaches("delivered", 1);
            assertEquals(1, records.erase(file));

            count.reaches("delivered", 2);
        }
    }

    @Test
    void oneEndpointsRecordsAreErasedWithoutTheOthers() throws Exception {
        var file = store.put(store.nextId());
        for (var endpoint : List.of("hook", "other")) {
            records.acknowledge(endpoint, file, StrictJson.object());
        }
        records.quarantine("refuser", file, new byte[] {'{', '}'}, StrictJson.object());
        records.begin("late", file, "digest");

        assertEquals(Set.of("hook", "late", "other", "refuser"), records.endpoints());
        assertTrue(records.erase("hook", file));
        assertTrue(records.erase("refuser", file));
        assertFalse(records.erase("hook", file));
        assertFalse(records.erase("late", file), "it has neither taken nor refused it");

        assertEquals(UNDELIVERED, records.state("hook", file));
        assertEquals(UNDELIVERED, records.state("refuser", file));
        assertEquals(DELIVERED, records.state("other", file));
    }

    @Test
    void eachEndpointHasItsOwnRecords() throws Exception {
        var all = store.fill(10);
        try (var other = new Receiver().behave(Receiver.status(500))) {
            var config = Settings.read("endpoints = [{ name = hook, profile = webhook, url = \"" + receiver.url()
                    + "\" }, { name = other, profile = post, url = \"" + other.url() + "\" }]");

            try (var delivery = Delivery.start(config, directory, count)) {
                count.reaches("delivered", 10);
                assertEquals(Set.of(), other.accepted);
                other.behave(Receiver.status(201));
                count.reaches("delivered", 20);
            }

            assertEquals(Set.copyOf(all), other.accepted);
            assertEquals(10, receiver.requests.size());
        }
    }

    /** Ten seconds of two hundred calls a second. */
    @Test
    void twoThousandGoThrough() throws Exception {
        try (var delivery = start("")) {
            for (int i = 0; i < 2000; i++) {
                var uuid = store.nextId();
                delivery.offer(uuid, store.put(uuid));
            }
            count.reaches("delivered", 2000);
        }

        assertEquals(2000, receiver.accepted.size());
        assertEquals(2000, receiver.requests.size());
    }

    private Delivery start(String endpoint) {
        return start(endpoint, "");
    }

    private Delivery start(String endpoint, String section) {
        var text = section + "endpoints = [{ name = hook, profile = webhook, url = \"" + receiver.url() + "\""
                + endpoint + " }]";
        return Delivery.start(Settings.read(text), directory, count);
    }

    private static EndpointState state(Delivery delivery) {
        return delivery.endpoints().get(0);
    }

    private Path file(UUID uuid) {
        return directory.resolve("2026/11/20/" + uuid + ".vcon");
    }

    private Set<UUID> acknowledged() throws IOException {
        if (!Files.exists(directory.resolve(".ack/hook"))) {
            return Set.of();
        }
        try (var files = Files.walk(directory.resolve(".ack/hook"))) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".tried"))
                    .toList();
            return names.stream().map(UUID::fromString).collect(Collectors.toSet());
        }
    }
}
