package org.sipverify.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.vcon.Vcon.Party;

class VconExporterTest {
    private static final Instant START = Instant.parse("2026-11-20T10:15:30.123456Z");
    private static final Party CALLER = Party.person("+15551234567", "sip:+15551234567@carrier.example");
    private static final Party CALLEE = Party.person("+14155551234", "sip:+14155551234@pbx.example");

    @TempDir
    private Path directory;

    @Test
    void writesAnAnsweredCallDown() throws Exception {
        try (var exporter = new VconExporter(directory, "sip.example")) {
            var notes = exporter.open("call-1", START, CALLER, CALLEE);
            notes.answered();
            notes.close();
        }

        var vcon = read(files().get(0));
        assertEquals("0.4.0", vcon.path("vcon").asText());
        assertEquals("2026-11-20T10:15:30.123Z", vcon.path("created_at").asText());
        assertEquals("+15551234567", vcon.at("/parties/0/tel").asText());
        assertEquals("call-1", vcon.at("/dialog/0/sip_call_id").asText());
        assertEquals("failed", vcon.at("/dialog/0/disposition").asText());
        assertEquals("[0,1]", vcon.at("/dialog/0/parties").toString());
    }

    @Test
    void aCallGivenUpHasNoAnswer() throws Exception {
        try (var exporter = new VconExporter(directory, "sip.example")) {
            exporter.open("call-1", START, CALLER, CALLEE).close();
        }

        assertEquals(
                "no-answer", read(files().get(0)).at("/dialog/0/disposition").asText());
    }

    @Test
    void countsWhatItCannotWrite() throws Exception {
        var taken = Files.writeString(directory.resolve("file"), "not a directory");
        var exporter = new VconExporter(taken, "sip.example");

        exporter.open("call-1", START, CALLER, CALLEE).close();
        exporter.close();

        assertEquals(1, exporter.lost());
    }

    @Test
    void uuidsCountWithinTheMillisecondAndNeverStepBack() {
        var uuids = new VconUuids("sip.example");

        var first = uuids.next(1000);
        var second = uuids.next(1000);
        var afterTheClockStepped = uuids.next(500);

        assertEquals(8, first.version());
        assertEquals(2, first.variant());
        assertEquals(1000, first.getMostSignificantBits() >>> 16);
        assertTrue(first.compareTo(second) < 0 && second.compareTo(afterTheClockStepped) < 0);
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".vcon")).toList();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
