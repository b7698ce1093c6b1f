package org.sipverify.vcon.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;

/** A store, and a web hook named hook that it is delivered to. */
abstract class AtHook {
    @TempDir
    Path directory;

    Store store;
    Receiver receiver;
    DeliveryRecords records;
    final Count count = new Count();

    @BeforeEach
    void open() throws IOException {
        store = new Store(directory);
        records = new DeliveryRecords(directory);
        receiver = new Receiver();
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    Delivery start(String endpoint) {
        return start(endpoint, "");
    }

    Delivery start(String endpoint, String section) {
        var text = section + "endpoints = [{ name = hook, profile = webhook, url = \"" + receiver.url() + "\""
                + endpoint + " }]";
        return Delivery.start(Settings.read(text), directory, count, Eventually.PATIENCE);
    }

    static EndpointState state(Delivery delivery) {
        return delivery.endpoints().get(0);
    }

    Path file(UUID uuid) {
        return directory.resolve("2026/11/20/" + uuid + ".vcon");
    }

    Set<UUID> acknowledged() throws IOException {
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
