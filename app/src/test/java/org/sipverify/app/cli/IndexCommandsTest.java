package org.sipverify.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.Ran;
import org.sipverify.app.index.RowFields;
import org.sipverify.index.IndexEditor;
import org.sipverify.index.IndexReader;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Verdict;

class IndexCommandsTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void fill() throws Exception {
        file = directory.resolve("calls.db");
        try (var index = IndexEditor.open(file)) {
            index.add(List.of(
                    call(1, "+15551234567", "=1+1", "=HYPERLINK(\"http://evil.example\")"),
                    call(2, "+442079460000", "+15551234567", "a, \"b\""),
                    call(3, "+442079460000", "+442079460001", "TOKEN_EXPIRED")));
        }
    }

    private static IndexedCall call(int number, String caller, String callee, String error) {
        return new IndexedCall(
                new UUID(number, 8),
                Instant.parse("2026-11-20T09:10:00Z").plusSeconds(number),
                new Parties("call-" + number, caller, callee),
                new Arrival("192.0.2.1", "UDP"),
                Verdict.of("invalid", error),
                new Handling("reject", "", "on-invalid", new Answer(603, "", Duration.ofMillis(3)), ""));
    }

    private Ran index(String... words) {
        var all = new java.util.ArrayList<>(List.of("index"));
        all.addAll(List.of(words));
        all.addAll(List.of("--file", file.toString()));
        return Ran.command(all.toArray(String[]::new));
    }

    @Test
    void searchPrintsCsvInWhichNothingIsAFormula() {
        var ran = index("search", "--csv");

        assertEquals(0, ran.code(), ran.err());
        var lines = ran.out().lines().toList();
        assertEquals(String.join(",", RowFields.NAMES), lines.get(0));
        assertEquals(4, lines.size());
        assertTrue(lines.get(3).contains(",+15551234567,'=1+1,"), lines.get(3));
        assertTrue(lines.get(3).contains(",\"'=HYPERLINK(\"\"http://evil.example\"\")\","), lines.get(3));
        assertTrue(lines.get(2).contains(",\"a, \"\"b\"\"\","), lines.get(2));
        assertTrue(lines.get(1).contains(",TOKEN_EXPIRED,"), lines.get(1));
    }

    @Test
    void forgetRemovesEveryCallOfANumber() throws Exception {
        var ran = index("forget", "+1 555 123-4567");

        assertEquals(0, ran.code(), ran.err());
        assertEquals("2 calls removed\n", ran.out());
        assertEquals(1, new IndexReader(file).count());
        assertEquals("0 calls removed\n", index("forget", "15551234567").out());
    }

    @Test
    void forgetWantsANumberAndAnIndex() throws Exception {
        assertEquals(2, index("forget", "+").code());

        Files.delete(file);
        var ran = index("forget", "15551234567");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("there is no index at " + file), ran.err());
    }
}
