package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.index.VconRow;
import org.sipverify.index.IndexException;
import org.sipverify.index.IndexReader;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.Query;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;
import org.sipverify.testkit.VconAssertions;

/** The packaged server, with the configuration that is shipped, keeps an index of its calls. */
class IndexIT {
    private static final String REFUSED = "my-call@192.0.2.7";

    @TempDir
    private Path directory;

    private IndexReader reader;

    @BeforeEach
    void place() {
        reader = new IndexReader(directory.resolve("calls.db")); // where STATE_DIRECTORY is
    }

    @Test
    void aCallIsFoundByNumberBySevenDigitsAndByCallIdAndARefusedInviteWithItsReason() throws Exception {
        try (var server = PackagedServer.start(directory);
                var peer = new UdpPeer(server.sipPort)) {
            var call = new Sipp(directory, "invite")
                    .expecting(302, 400)
                    .headers("")
                    .run(server.sipPort);
            assertEquals(0, call.exitCode(), call.screen());
            peer.send(Message.of("INVITE", peer.port())
                    .toString()
                    .replaceFirst("From: .*", "From: ?")
                    .replaceFirst("To: .*", "To: <sip:+442079460000@127.0.0.1>")
                    .replaceFirst("Call-ID: .*", "Call-ID: " + REFUSED));
            await(2);
            Eventually.isTrue(() -> server.metric("sipverify_index_written_total") == 2);

            var found = found("--call-id", call.callId()).get(0);
            var callee = found.path("callee").asText();
            assertEquals("reject", found.path("decision").asText(), found::toString);
            assertEquals("on-none", found.path("rule").asText(), found::toString);
            assertEquals(400, found.path("code").asInt(), found::toString);
            for (var options : List.of(
                    List.of("--number", callee),
                    List.of("--number", callee.substring(1)),
                    List.of("--starts", callee.substring(0, callee.length() - 3), "--outcome", "none"),
                    List.of("--ends", callee.substring(callee.length() - 7), "--decision", "reject"))) {
                assertEquals(List.of(found), found(options.toArray(String[]::new)), options::toString);
            }
            var refused = found("--call-id", REFUSED).get(0);
            assertEquals("refused", refused.path("decision").asText(), refused::toString);
            assertEquals("malformed From", refused.path("error").asText(), refused::toString);
            assertEquals("127.0.0.1", refused.path("source").asText(), refused::toString);

            assertEquals(1, server.metric("sipverify_index_working"));
            assertEquals(0, server.metric("sipverify_index_queue"));
            assertTrue(server.metric("sipverify_index_bytes") > 0);
            assertTrue(server.get("/health").contains("\"healthy\""), server.get("/health"));
            Eventually.isTrue(() -> !vcon(call.callId()).isEmpty());
            assertTrue(Files.exists(Path.of(vcon(call.callId()))));
        }
    }

    private String vcon(String callId) {
        return all().stream()
                .filter(call -> call.parties().callId().equals(callId))
                .map(call -> call.handling().vcon())
                .findFirst()
                .orElse("");
    }

    private void await(int calls) {
        Eventually.isTrue(() -> all().size() == calls);
    }

    private Collection<IndexedCall> all() {
        return byUuid(reader).values();
    }

    private static Map<UUID, IndexedCall> byUuid(IndexReader index) {
        try {
            var all = new HashMap<UUID, IndexedCall>();
            var cursor = Optional.<String>empty();
            do {
                var query = Query.ALL.limit(Query.MOST);
                var page = index.search(cursor.map(query::after).orElse(query));
                page.calls().forEach(call -> all.put(call.uuid(), call));
                cursor = page.next();
            } while (cursor.isPresent());
            return all;
        } catch (IndexException notYet) {
            return Map.of();
        }
    }

    private List<JsonNode> found(String... options) throws Exception {
        var words = new ArrayList<>(List.of("index", "search", "--json"));
        words.addAll(List.of(options));
        var found = new ArrayList<JsonNode>();
        for (var line : run(words).lines().toList()) {
            found.add(new ObjectMapper().readTree(line));
        }
        return found;
    }

    /** As an operator does, with what the configuration that is shipped says. */
    private String run(List<String> words) throws Exception {
        var command = new ArrayList<>(
                List.of(PackagedServer.HOME.resolve("bin/sip-verify").toString()));
        command.addAll(words);
        try (var program = Program.start(directory, Map.of(), command)) {
            assertEquals(0, program.await(), program::text);
            return program.text();
        }
    }

    /** Calls without end; what was written before a kill is there, and what was not comes back from the vCons. */
    @Test
    void afterFiveKillsUnderLoadTheIndexHasEachCallOfTheVcons() throws Exception {
        var vcons = directory.resolve("vcons");
        for (int kill = 0; kill < 5; kill++) {
            try (var server = PackagedServer.start(directory, "vcon.directory=" + vcons, "vcon.name=sip.example");
                    var load = new Load(server.sipPort)) {
                Eventually.isTrue(() -> server.metric("sipverify_index_written_total") > 100);
                server.program.signal("KILL");
                server.program.await();
            }
            assertTrue(all().size() > 100);
        }

        try (var server = PackagedServer.start(directory, "vcon.directory=" + vcons, "vcon.name=sip.example")) {
            Eventually.isTrue(() -> server.metric("sipverify_vcons_pending") == 0);
            var files = files(vcons);
            Eventually.isTrue(() -> byUuid(reader).keySet().equals(files.keySet()), () -> difference(files));
            Eventually.isTrue(() -> all().stream()
                    .allMatch(call -> call.handling().vcon().equals(String.valueOf(files.get(call.uuid())))));
            assertEquals(0, server.metric("sipverify_index_lost_total"));
            assertEquals(0, server.stop());
        }
        agree(files(vcons));
        assertTrue(VconAssertions.of(
                                "IndexIT",
                                org.sipverify.vcon.validate.Validation.with(
                                        org.sipverify.vcon.validate.ExternalFiles.NONE, List.of())::judge)
                        .keep(vcons)
                > 500);
    }

    private String difference(Map<UUID, Path> files) {
        var rows = byUuid(reader).keySet();
        return files.size() + " vCons, " + rows.size() + " rows, "
                + files.keySet().stream().filter(it -> !rows.contains(it)).count() + " without a row";
    }

    /** An index that is made of the vCons alone has the same calls, each as its vCon says. */
    private void agree(Map<UUID, Path> files) throws Exception {
        var rebuilt = directory.resolve("rebuilt.db");
        var vcons = directory.resolve("vcons").toString();
        var said = run(List.of("index", "rebuild", "--file", rebuilt.toString(), vcons));
        assertTrue(said.startsWith(files.size() + " vCons: " + files.size() + " calls added, 0 were there"), said);

        var rows = byUuid(new IndexReader(rebuilt));
        var written = byUuid(reader);
        assertEquals(files.keySet(), rows.keySet());
        for (var row : rows.values()) {
            var mine = written.get(row.uuid());
            assertEquals(Optional.of(row), VconRow.of(files.get(row.uuid())));
            assertEquals(mine.parties(), row.parties());
            assertEquals(mine.arrival(), row.arrival());
            if (row.verdict().outcome().equals("none")) { // else it was killed before the verdict was journalled
                assertEquals(mine.verdict(), row.verdict());
                assertEquals(mine.handling().decision(), row.handling().decision());
                assertEquals(mine.handling().rule(), row.handling().rule());
                assertEquals(
                        mine.handling().answer().code(), row.handling().answer().code());
            }
        }
    }

    private static Map<UUID, Path> files(Path vcons) throws IOException {
        var files = new HashMap<UUID, Path>();
        for (var file : VconAssertions.files(vcons)) {
            var name = file.getFileName().toString();
            if (name.endsWith(".vcon")) {
                files.put(UUID.fromString(name.substring(0, 36)), file);
            }
        }
        return files;
    }

    /** Sends one INVITE after the other, and looks at no response. */
    private static final class Load implements AutoCloseable {
        private final UdpPeer peer;
        private final Thread thread = new Thread(this::run);
        private volatile boolean over;

        Load(int port) throws IOException {
            peer = new UdpPeer(port);
            thread.start();
        }

        private void run() {
            try {
                while (!over) {
                    peer.send(Message.of("INVITE", peer.port()).toString());
                    Thread.sleep(2);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
            peer.close();
        }
    }
}
