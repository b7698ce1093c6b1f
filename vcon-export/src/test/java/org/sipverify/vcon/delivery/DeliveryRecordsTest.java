package org.sipverify.vcon.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.DELIVERED;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.QUARANTINED;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.UNDELIVERED;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.testkit.Eventually;
import org.sipverify.vcon.delivery.Receiver.Manner;
import org.sipverify.vcon.delivery.endpoint.Digest;

/** What is written down of deliveries, and what a next server makes of it. */
class DeliveryRecordsTest extends AtHook {
    @Test
    void aRefusedVconIsSetAsideWithTheAnswer() throws Exception {
        var all = store.fill(10);
        var bad = all.get(3);
        receiver.behave((request, exchange) -> {
            var refused = request.uuid().equals(bad);
            Receiver.send(exchange, refused ? 422 : 201, "{\"detail\":\"" + "no ".repeat(20_000) + "\"}");
        });

        try (var delivery = start("")) {
            Eventually.isTrue(() -> count.of("delivered") == 9 && count.of("REFUSED") == 1);
        }
        store.put(store.nextId());
        try (var again = start("")) {
            count.reaches("delivered", 10);
        }

        assertEquals(11, receiver.requests.size(), "the refused one is not in the outbox any more");
        assertEquals(QUARANTINED, records.state("hook", file(bad)));
        var beside = directory.resolve(".quarantine/hook/2026/11/20/" + bad);
        assertEquals(Store.vcon(bad), Files.readString(Path.of(beside + ".vcon.json")));
        var answer = new ObjectMapper().readTree(Files.readString(Path.of(beside + ".response.json")));
        assertEquals(422, answer.path("status").asInt());
        assertTrue(answer.path("body").asText().startsWith("{\"detail\":\"no no"));
        assertTrue(answer.path("body").asText().length() <= 16 * 1024);
    }

    @ParameterizedTest
    @MethodSource
    void aConflictIsDoneOnlyWhenItIsOurs(Manner first, Manner then, DeliveryRecords.State end) throws Exception {
        var uuid = store.nextId();
        var file = store.put(uuid);
        receiver.behave(
                (request, exchange) -> (receiver.requests.size() == 1 ? first : then).answer(request, exchange));

        try (var delivery = start("")) {
            Eventually.isTrue(() -> records.state("hook", file) != UNDELIVERED);
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
                argumentSet("after a try without an answer", Receiver.half(), Receiver.status(409), DELIVERED),
                argumentSet("after a try that was refused", Receiver.status(401), Receiver.status(409), QUARANTINED));
    }

    @Test
    void aTryThatHadNoAnswerIsRememberedOverARestart() throws Exception {
        var uuid = store.nextId();
        var file = store.put(uuid);
        receiver.behave(Receiver.half());
        try (var killed = start("")) {
            Eventually.isTrue(() -> count.of("retried") > 0);
        }
        receiver.behave(Receiver.status(409));

        try (var next = start("")) {
            Eventually.isTrue(() -> records.state("hook", file) == DELIVERED);
        }

        assertEquals(0, count.of("CONFLICT"));
    }

    @Test
    void aFullDiskDelaysTheAcknowledgementOnly() throws Exception {
        Files.writeString(directory.resolve(".ack"), "in the way of a directory");
        var uuid = store.nextId();
        var file = store.put(uuid);

        try (var delivery = start("")) {
            Eventually.isTrue(() -> receiver.requests.size() >= 2);
            assertEquals(0, count.of("delivered"));
            Files.delete(directory.resolve(".ack"));

            Eventually.isTrue(() -> records.state("hook", file) == DELIVERED);
        }

        receiver.awaitAccepted(Set.of(uuid));
    }

    @Test
    void anEmptyAcknowledgementCountsForNothing() throws Exception {
        var file = store.put(store.nextId());
        var ack = directory.resolve(".ack/hook/2026/11/20");
        Files.createDirectories(ack);
        Files.createFile(ack.resolve(DeliveryRecords.uuid(file).orElseThrow().toString()));

        try (var delivery = start("")) {
            Eventually.isTrue(() -> records.state("hook", file) == DELIVERED);
        }

        assertEquals(1, receiver.requests.size());
    }

    @Test
    void onlyTheServersUserReadsItsRecords() throws Exception {
        var file = store.put(store.nextId());

        try (var delivery = start("")) {
            Eventually.isTrue(() -> records.state("hook", file) == DELIVERED);
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
    void whatIsPutIntoTheOutboxAgainIsDeliveredAtTheNextReading() throws Exception {
        var file = store.put(store.nextId());

        try (var delivery = start("", "scan-interval = 50 ms\n")) {
            count.reaches("delivered", 1);
            assertEquals(1, records.redeliver(file));

            count.reaches("delivered", 2);
        }
    }

    @Test
    void oneEndpointGetsItAgainWithoutTheOthers() throws Exception {
        var file = store.put(store.nextId());
        for (var endpoint : List.of("hook", "other")) {
            records.acknowledge(endpoint, file, StrictJson.newObject());
        }
        records.quarantine("refuser", file, new byte[] {'{', '}'}, StrictJson.newObject());
        records.begin("late", file, "digest");

        assertEquals(Set.of("hook", "late", "other", "refuser"), records.endpoints());
        assertTrue(records.redeliver("hook", file));
        assertTrue(records.redeliver("refuser", file));
        assertFalse(records.redeliver("hook", file));
        assertFalse(records.redeliver("late", file), "it has neither taken nor refused it");

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

            try (var delivery = Delivery.start(config, directory, count, Eventually.PATIENCE)) {
                count.reaches("delivered", 10);
                assertEquals(Set.of(), other.accepted);
                other.behave(Receiver.status(201));
                count.reaches("delivered", 20);
            }

            other.awaitAccepted(Set.copyOf(all));
            assertEquals(10, receiver.requests.size());
        }
    }
}
