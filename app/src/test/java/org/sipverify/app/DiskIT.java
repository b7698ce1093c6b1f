package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.cli.vcon.KeptVcons;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.VconAssertions;

/** The disk of vCons and journal takes nothing for a while, in the middle of calls. */
class DiskIT {
    @TempDir
    private Path directory;

    private interface Change {
        void on(SmallDisk disk, Program server) throws Exception;
    }

    /** The journal has room for some of the calls; then it needs another file, and does not get it either. */
    @ParameterizedTest
    @MethodSource
    void callsGoOnAndEveryVconAppearsWhenTheDiskIsBack(Change trouble, Change end) throws Exception {
        var kept = KeptVcons.ofThisTest();
        var disk = new SmallDisk(kept.directory, "32m");
        disk.assumeItCanBe(directory);
        var settings = new String[] {"vcon.journal.segment-size=1 MiB", "vcon.name=sip.example"};
        try (var server = PackagedServer.startOn(disk, kept, directory, settings)) {
            call(server, 50);
            await(() -> vcons(disk, server).size() == 50, server);

            trouble.on(disk, server.program);
            call(server, 200);
            await(() -> server.metric("sipverify_vcons_working") == 0, server);
            await(() -> server.metric("sipverify_vcons_store_failed_total") > 0, server);
            toldOnce(server, "cannot write vCons");
            call(server, 1000);
            await(() -> server.metric("sipverify_vcons_journal_failed_total") > 0, server);
            assertEquals(50, vcons(disk, server).size());
            assertTrue(server.metric("sipverify_vcons_pending") >= 1200, server.get("/metrics"));

            end.on(disk, server.program);
            call(server, 50);
            await(() -> vcons(disk, server).size() == 1300, server);
            await(() -> server.metric("sipverify_vcons_working") == 1, server);
            await(() -> server.metric("sipverify_vcons_pending") == 0, server);

            assertEquals(1300, new HashSet<>(callIds(disk, server)).size(), "one for each call");
            assertEquals(0, server.metric("sipverify_vcons_lost_total{reason=\"backlog_full\"}"));
            assertEquals(0, server.metric("sipverify_vcons_lost_total{reason=\"queue_full\"}"));
            toldOnce(server, "cannot write vCons", "cannot write to the journal");
            assertEquals(1300, kept.keep(disk.of(server.program)));
        }
    }

    /** Neither the log nor the audit can be written: the calls are answered, and standard output still tells. */
    @Test
    void callsGoOnWhileTheLogCannotBeWritten() throws Exception {
        var kept = KeptVcons.ofThisTest();
        var disk = new SmallDisk(kept.directory, "32m");
        disk.assumeItCanBe(directory);
        var log = kept.directory.resolve("sip-verify.log");
        var audit = kept.directory.resolve("audit.jsonl");
        try (var server = PackagedServer.startOn(
                disk, kept, directory, "vcon.directory=", "log.file=" + log, "audit.file=" + audit)) {
            disk.fill(server.program);
            call(server, 1000);

            await(() -> server.metric("sipverify_rulings_total{rule=\"on-none\"}") == 1000, server);
            var lines = server.program.text().lines().toList();
            assertEquals(
                    1000,
                    lines.stream()
                            .filter(line -> line.contains("Verification complete"))
                            .count());
            assertTrue(lines.size() < 2000, () -> lines.size() + " lines");

            disk.free(server.program);
            call(server, 1);
            await(() -> Files.size(disk.of(server.program).resolve("audit.jsonl")) > 0, server);
        }
    }

    /** The rows wait, and are in the index when there is room again. */
    @Test
    void callsGoOnAndAreInTheIndexWhenTheDiskHasRoomAgain() throws Exception {
        var kept = KeptVcons.ofThisTest();
        var disk = new SmallDisk(kept.directory, "32m");
        disk.assumeItCanBe(directory);
        var index = "index.file=" + kept.directory.resolve("calls.db");
        try (var server = PackagedServer.startOn(disk, kept, directory, "vcon.directory=", index)) {
            call(server, 50);
            await(() -> server.metric("sipverify_index_written_total") == 50, server);

            disk.fill(server.program);
            call(server, 1000);
            await(() -> server.metric("sipverify_index_working") == 0, server);
            await(() -> server.get("/health").contains("the disk is full"), server);
            call(server, 50);

            disk.free(server.program);
            await(() -> server.metric("sipverify_index_written_total") == 1100, server);
            await(() -> server.metric("sipverify_index_working") == 1, server);
            await(() -> server.get("/health").contains("\"healthy\""), server);
            assertEquals(0, server.metric("sipverify_index_lost_total"));
            toldOnce(server, "cannot write the index");
        }
    }

    static Stream<Arguments> callsGoOnAndEveryVconAppearsWhenTheDiskIsBack() {
        Change fill = SmallDisk::fill;
        Change free = SmallDisk::free;
        Change close = SmallDisk::makeReadOnly;
        Change open = SmallDisk::makeWritable;
        return Stream.of(argumentSet("full", fill, free), argumentSet("read-only", close, open));
    }

    /** Each trouble has one ERROR that says what and why, and no other line is one. */
    private static void toldOnce(PackagedServer server, String... troubles) {
        var errors = server.program
                .text()
                .lines()
                .filter(line -> line.contains(" ERROR "))
                .toList();
        assertEquals(troubles.length, errors.size(), errors::toString);
        for (var trouble : troubles) {
            assertTrue(errors.stream().anyMatch(line -> line.contains(trouble)), errors::toString);
        }
    }

    private void call(PackagedServer server, int calls) throws Exception {
        var result = new Sipp(directory, "invite")
                .expecting(302, 400)
                .headers("")
                .with("-r", "200", "-m", Integer.toString(calls))
                .run(server.sipPort);
        assertEquals(0, result.exitCode(), result.screen());
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(Condition condition, PackagedServer server) throws Exception {
        Eventually.isTrue(() -> holds(condition));
        assertTrue(condition.holds(), server.program::text);
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<Path> vcons(SmallDisk disk, PackagedServer server) throws IOException {
        return VconAssertions.files(disk.of(server.program)).stream()
                .filter(file -> file.toString().endsWith(".vcon"))
                .toList();
    }

    private static List<String> callIds(SmallDisk disk, PackagedServer server) throws IOException {
        var ids = new ArrayList<String>();
        for (var file : vcons(disk, server)) {
            ids.add(new ObjectMapper()
                    .readTree(file.toFile())
                    .at("/dialog/0/sip_call_id")
                    .asText());
        }
        return ids;
    }
}
