package org.sipverify.vcon.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A directory of vCons as the file store writes them, the markers of outboxes first. */
final class Store {
    private static final long FIRST = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();

    final Path directory;
    private long made;

    Store(Path directory) {
        this.directory = directory;
    }

    /** Each is a minute older than the next, so a thousand of them are on two days. */
    synchronized UUID nextId() {
        return new UUID((FIRST + 60_000 * made++) << 16 | 0x8000, 0xab7f8b4ea1b84909L);
    }

    static String vcon(UUID uuid) {
        return vcon(uuid, "");
    }

    static String vcon(UUID uuid, String more) {
        return """
                {"vcon":"0.4.0","uuid":"%s","created_at":"2026-11-20T10:00:00Z",\
                "parties":[{"tel":"+15550100","sip":"sip:+15550100@carrier.example"},{"tel":"+15550199"}],\
                "dialog":[{"type":"incomplete","start":"2026-11-20T10:00:00Z","parties":[0,1],\
                "disposition":"failed","sip_cseq":314159}]%s}""".formatted(uuid, more);
    }

    Path put(UUID uuid) throws IOException {
        return put(uuid, vcon(uuid).getBytes(UTF_8), ".vcon");
    }

    Path put(UUID uuid, byte[] bytes, String ending) throws IOException {
        var day = Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16)
                .toString()
                .substring(0, 10)
                .replace('-', '/');
        var file = Files.createDirectories(directory.resolve(day)).resolve(uuid + ending);
        for (var endpoint : endpoints()) {
            Files.write(directory.resolve(".outbox").resolve(endpoint).resolve(uuid.toString()), new byte[0]);
        }
        var draft = Files.write(file.resolveSibling(file.getFileName() + ".tmp"), bytes);
        return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Those that a server has delivered to. */
    private List<String> endpoints() throws IOException {
        try (var all = Files.list(directory.resolve(".outbox"))) {
            return all.map(endpoint -> endpoint.getFileName().toString()).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    List<UUID> fill(int number) throws IOException {
        var all = new ArrayList<UUID>();
        for (int i = 0; i < number; i++) {
            all.add(nextId());
            put(all.get(i));
        }
        return all;
    }
}
