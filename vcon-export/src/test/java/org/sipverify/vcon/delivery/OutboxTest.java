package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.DELIVERED;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.testkit.Eventually;
import org.sipverify.vcon.delivery.endpoint.Digest;

/** What a crash between two writes leaves, and what a version without an outbox left. */
class OutboxTest extends AtHook {
    @Test
    void aVconThatIsAboutToBeStoredHasItsMarker() throws Exception {
        var uuid = store.nextId();

        try (var delivery = start("")) {
            delivery.storing(List.of(uuid));
        }

        assertTrue(new Outbox(directory, "hook").contains(uuid));
    }

    /** The crash came after the marker; the journal has the call, and its vCon is stored by the next run. */
    @Test
    void aMarkerWithoutItsVconWaits() throws Exception {
        var uuid = store.nextId();
        new Outbox(directory, "hook").add(uuid);

        try (var delivery = start("", "scan-interval = 50 ms\n")) {
            store.put(store.nextId()); // the older marker has been read when this one's vCon is delivered
            count.reaches("delivered", 1);
            assertEquals(0, count.of("REMOVED"));
            delivery.storing(List.of(uuid));
            store.put(uuid);

            count.reaches("delivered", 2);
        }
    }

    /** The crash came after the vCon had its name, before delivery was told of it. */
    @Test
    void aVconWithItsMarkerIsFoundWithoutASearchOfTheStore() throws Exception {
        var outbox = new Outbox(directory, "hook");
        outbox.open();
        outbox.complete();
        var uuid = store.nextId();
        store.put(uuid);

        try (var delivery = start("")) {
            count.reaches("delivered", 1);
        }

        receiver.awaitAccepted(Set.of(uuid));
        assertFalse(outbox.contains(uuid));
    }

    /** The crash came after the acknowledgement, before the journal let the call go: its vCon is stored once more. */
    @Test
    void aMarkerOfWhatWasDeliveredGoes() throws Exception {
        var uuid = store.nextId();
        var file = store.put(uuid);
        records.acknowledge("hook", file, StrictJson.newObject().put("status", 201));
        var outbox = new Outbox(directory, "hook");
        outbox.add(uuid);

        try (var delivery = start("")) {
            Eventually.isTrue(() -> !outbox.contains(uuid));
        }

        assertEquals(0, receiver.requests.size());
        assertEquals(DELIVERED, records.state("hook", file));
    }

    @Test
    void theStoreOfAVersionWithoutAnOutboxIsSearchedOnce() throws Exception {
        var delivered = store.put(store.nextId());
        records.acknowledge("hook", delivered, StrictJson.newObject().put("status", 201));
        var tried = store.nextId();
        var note = directory.resolve(".ack/hook/2026/11/20").resolve(tried + ".tried");
        Files.writeString(note, "{\"digest\":\"" + Digest.of(Files.readAllBytes(store.put(tried))) + "\"}");
        receiver.behave(Receiver.status(409));

        try (var delivery = start("")) {
            count.reaches("delivered", 1);
        }
        assertEquals(1, receiver.requests.size(), "known to the endpoint, because an earlier try had no answer");
        var unmarked = putWithoutMarker();
        receiver.behave(Receiver.status(201));
        var marked = store.nextId();
        store.put(marked);
        try (var again = start("")) {
            count.reaches("delivered", 2); // the store would have been searched before the outbox is read
        }

        assertEquals(2, receiver.requests.size());
        assertFalse(new Outbox(directory, "hook").contains(unmarked));
        assertEquals(Set.of(tried, marked, DeliveryRecords.uuid(delivered).orElseThrow()), acknowledged());
    }

    private UUID putWithoutMarker() throws IOException {
        var uuid = store.nextId();
        store.put(uuid);
        Files.delete(new Outbox(directory, "hook").marker(uuid));
        return uuid;
    }

    @Test
    void whatIsStoredWhileAnEndpointIsNotConfiguredIsFoundWhenItIsAgain() throws Exception {
        try (var delivery = start("")) {
            Eventually.isTrue(() -> new Outbox(directory, "hook").isComplete());
        }
        Delivery.start(Settings.read(""), directory, count).close();
        putWithoutMarker();

        try (var delivery = start("")) {
            count.reaches("delivered", 1);
        }
    }

    @Test
    void theOldestAreListedFirst() throws Exception {
        var outbox = new Outbox(directory, "hook");
        var all = List.of(store.nextId(), store.nextId(), store.nextId(), store.nextId());
        for (var uuid : List.of(all.get(2), all.get(0), all.get(3), all.get(1))) {
            outbox.add(uuid);
        }

        assertEquals(all.subList(0, 2), outbox.oldest(Optional.empty(), 2, uuid -> false));
        assertEquals(all.subList(2, 4), outbox.oldest(Optional.of(all.get(1)), 9, uuid -> false));
        assertEquals(List.of(all.get(1)), outbox.oldest(Optional.empty(), 1, all.get(0)::equals));
    }
}
