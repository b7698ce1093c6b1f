package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.vcon.record.ExporterFiles.journalled;
import static org.sipverify.vcon.record.ExporterFiles.read;
import static org.sipverify.vcon.record.ExporterFiles.vcons;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.testkit.VconSchemas;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.VconConfig;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;

class VconExporterTest {
    private static final Messages CALL = new Messages("call-1");

    @TempDir
    private Path directory;

    private final VconAssertions assertions =
            VconAssertions.of("VconExporterTest", Validation.with(ExternalFiles.NONE, List.of())::judge);
    private final CountingMeter meter = new CountingMeter();

    @AfterEach
    void everyVconIsSound() throws IOException {
        assertions.keep(directory);
    }

    @Test
    void aCallBecomesAVcon() throws Exception {
        try (var exporter = start("")) {
            redirect(exporter, "call-1");
        }

        var vcon = vcons(directory).get(0);
        assertEquals("redirected", vcon.at("/analysis/0/body/outcome").asText());
        assertTrue(vcon.at("/analysis/0/body/capture/complete").asBoolean());
        assertEquals(1, vcon.at("/analysis/0/body/capture/retransmissions").asInt());
        assertEquals(1, meter.stored.get());
    }

    /** Neither vCons nor the journal, which is looked at while the call lasts. */
    @Test
    void noCredentialIsEverWritten() throws Exception {
        var secret = "5ecr37";
        var lines = "Authorization: Digest response=\"5ecr37\"\nContent-Type: application/sdp\n";
        var invite = CALL.invite(lines, "v=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:5ecr37\r\n");
        try (var exporter = start("redacted { enabled = true, key-file = \"" + key() + "\" }")) {
            var notes = exporter.open(CALL.arrival(invite));
            assertEquals(List.of(), holding(secret));
            notes.answered(Messages.VALID, Messages.REDIRECTED);
            notes.close();
        }

        assertEquals(List.of(), holding(secret));
        assertEquals(2, vcons(directory).size());
        var removed = vcons(directory).get(0).at("/analysis/0/body/removed").toString();
        assertEquals("{\"headers\":[\"Authorization\"],\"sdp\":[\"a=crypto\"]}", removed);
    }

    @Test
    void theListenerIsToldOfEachVcon() throws Exception {
        var told = new ArrayList<String>();
        try (var exporter = VconExporter.start(
                config(""),
                (uuid, json) -> ("\n" + new String(json, UTF_8)).getBytes(UTF_8),
                (uuid, createdAt, file, json) -> told.add(read(file).replaceFirst("(?s)[{].*", "...") + " "
                        + VconSchemas.parsed(new String(json, UTF_8))
                                .path("vcon")
                                .asText()),
                meter)) {
            redirect(exporter, "call-1");
        }

        assertEquals(List.of("\n... 0.4.0"), told);
    }

    @Test
    void theTwinTellsNobodysNumber() throws Exception {
        try (var exporter = start("redacted { enabled = true, key-file = \"" + key() + "\" }")) {
            redirect(exporter, "call-1");
        }

        var full = vcons(directory.resolve("2026/11/20")).get(0);
        var redacted = vcons(directory.resolve("redacted")).get(0);
        assertEquals(full.path("uuid"), redacted.at("/redacted/uuid"));
        assertFalse(redacted.path("uuid").equals(full.path("uuid")));
        assertEquals(
                full.path("attachments").size(), redacted.path("attachments").size());
        assertEquals(full.path("parties").size(), redacted.path("parties").size());
        assertEquals(34, redacted.at("/parties/0/tel").asText().length());
        for (var told : List.of("5551234567", "4155551234", "192.0.2.1", "call-1", Messages.PASSPORT, "ACME")) {
            assertFalse(redacted.toString().contains(told), told);
        }
    }

    /** How a call comes to its final answer. */
    private interface Settling {
        void settle(VconExporter exporter, Messages call, CallNotes notes);
    }

    static Stream<Arguments> waysToSettle() {
        return Stream.of(
                way("decided", (exporter, call, notes) -> notes.answered(Messages.VALID, Messages.REDIRECTED)),
                way("cancelled", (exporter, call, notes) -> notes.cancelled()),
                way("failed", (exporter, call, notes) -> exporter.message(call.response(5, "500 Server Error"))));
    }

    private static Arguments way(String name, Settling way) {
        return argumentSet(name, way);
    }

    /** Each waits for an ACK that never comes, and 1 MiB may: the others are written without theirs. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("waysToSettle")
    void settledCallsThatAreTooMuchToHoldAreOverWithoutTheirAck(Settling way) throws Exception {
        var body = "v=0\r\n" + "a=x:yyyy\r\n".repeat(5_000);
        var open = new ArrayList<CallNotes>();
        try (var exporter = start("queue-bytes = 1 MiB")) {
            for (var i = 0; i < 60; i++) {
                var call = new Messages("call-" + i);
                var notes = exporter.open(call.arrival(call.invite("Content-Type: application/sdp\n", body)));
                way.settle(exporter, call, notes);
                open.add(notes);
                var least = i - 25; // of 50 kB each
                Eventually.isTrue(() -> meter.stored.get() >= least);
            }
            open.forEach(CallNotes::close);
            Eventually.isTrue(
                    () -> meter.stored.get() >= 60); // those that had no room when all ended come from the journal
        }

        assertEquals(60, vcons(directory).size());
    }

    /** A file stands where a directory should be: for root, too, nothing can be written there. */
    @Test
    void whatCannotBeStoredIsStoredLater() throws Exception {
        var obstacle = Files.writeString(directory.resolve("2026"), "not a directory");
        try (var exporter = start("")) {
            redirect(exporter, "call-1");
            Eventually.isTrue(() -> meter.storeFailed.get() > 0);
            assertFalse(exporter.isWorking());
            assertEquals(1, exporter.pending());

            Files.delete(obstacle);
            Eventually.isTrue(() -> exporter.pending() == 0);

            assertTrue(exporter.isWorking());
        }
        assertEquals(1, vcons(directory).size());
        assertEquals(0, meter.lost.get());
    }

    @Test
    void whatWasNotStoredIsStoredInTheNextRun() throws Exception {
        var obstacle = Files.writeString(directory.resolve("2026"), "not a directory");
        try (var exporter = start("")) {
            redirect(exporter, "call-1");
            redirect(exporter, "call-2");
        }
        Files.delete(obstacle);

        try (var exporter = start("")) {
            Eventually.isTrue(() -> exporter.pending() == 0);
        }

        assertEquals(2, vcons(directory).size());
        assertTrue(
                vcons(directory).get(0).at("/analysis/0/body/capture/complete").asBoolean());
    }

    @Test
    void aJournalThatCannotBeWrittenStopsNoCall() throws Exception {
        Files.writeString(directory.resolve("taken"), "not a directory");
        try (var exporter = start("journal.directory = \"" + directory.resolve("taken/journal") + "\"")) {
            assertFalse(redirect(exporter, "call-1"));
        }

        assertEquals(1, vcons(directory).size());
        assertTrue(meter.journalFailed.get() > 0);
    }

    @Test
    void whoeverWantsEveryCallRecordedTakesNoneThen() throws Exception {
        Files.writeString(directory.resolve("taken"), "not a directory");
        var settings =
                "on-journal-failure = refuse-calls, journal.directory = \"" + directory.resolve("taken/journal") + "\"";
        try (var exporter = start(settings)) {
            assertTrue(redirect(exporter, "call-1"));
        }
    }

    /** The same INVITE once more after a crash is the same call. */
    @Test
    void aCallThatGoesOnAfterACrashKeepsItsUuid() throws Exception {
        var invite = Messages.arrival(Instant.now(), CALL.invite("", ""));
        var killed = directory.resolve("killed");
        try (var exporter = start("")) {
            var unused = journalled(exporter.open(invite));
            copy(directory, killed); // what a kill at this moment leaves
        }
        var before = config(killed);

        try (var exporter = VconExporter.start(before, Seal.NONE, StoredListener.NONE, meter)) {
            assertEquals(1, exporter.pending());
            var notes = exporter.open(invite);
            notes.answered(Messages.VALID, Messages.REDIRECTED);
            notes.close();
            Eventually.isTrue(() -> exporter.pending() == 0);
        }

        var vcon = vcons(killed).get(0);
        assertEquals(1, vcons(killed).size());
        assertEquals(
                vcons(directory.resolve(vcon.path("created_at").asText().substring(0, 4)))
                        .get(0)
                        .path("uuid"),
                vcon.path("uuid"));
        assertEquals("redirected", vcon.at("/analysis/0/body/outcome").asText());
        assertTrue(vcon.at("/analysis/0/body/capture/gaps/0").asText().contains("began again"));
    }

    private boolean redirect(VconExporter exporter, String callId) {
        var messages = new Messages(callId);
        var notes = journalled(exporter.open(messages.arrival(messages.invite("", ""))));
        var answer = messages.response(3, "302 Moved Temporarily");
        exporter.message(answer);
        exporter.message(answer);
        notes.answered(Messages.VALID, Messages.REDIRECTED);
        exporter.message(messages.request(9, "ACK"));
        notes.close();
        return notes.isRefused();
    }

    private VconExporter start(String settings) throws IOException {
        return VconExporter.start(config(settings), Seal.NONE, StoredListener.NONE, meter);
    }

    private VconConfig config(String settings) {
        return ExporterFiles.config(directory, settings);
    }

    private static VconConfig config(Path directory) {
        return ExporterFiles.config(directory, "");
    }

    private Path key() throws IOException {
        return Files.writeString(directory.resolve("key"), "k".repeat(32));
    }

    private List<Path> holding(String secret) throws IOException {
        return VconAssertions.files(directory).stream()
                .filter(file -> read(file).contains(secret))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolve(".journal"));
        try (var files = Files.list(from.resolve(".journal"))) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(".journal").resolve(file.getFileName()));
            }
        }
    }
}
