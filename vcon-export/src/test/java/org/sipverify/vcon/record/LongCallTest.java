package org.sipverify.vcon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.vcon.record.ExporterFiles.config;
import static org.sipverify.vcon.record.ExporterFiles.journalled;
import static org.sipverify.vcon.record.ExporterFiles.vcons;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.call.PolicyDecision;

/** A call of hours, and thousands of short ones meanwhile. */
class LongCallTest {
    private static final PolicyDecision BRIDGED = new PolicyDecision("bridge", "on-valid", "", 200, "");
    private static final int UNDER_WAY = 100;
    private static final Messages CALL = new Messages("the-long-one");

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void itKeepsNoneOfTheOthersInTheJournal() throws Exception {
        var first = directory.resolve(".journal/000000000001.journal");
        try (var exporter = VconExporter.start(
                config(directory, "journal.segment-size = 1 MiB"),
                Seal.NONE,
                StoredListener.NONE,
                new CountingMeter())) {
            var notes = journalled(exporter.open(CALL.arrival(CALL.invite("", ""))));
            notes.follow("the-long-one");
            notes.answered(Messages.VALID, BRIDGED);
            assertTrue(Files.exists(first));

            for (var calls = 0; Files.exists(first); calls++) {
                try (var other = exporter.open(new TypicalCall("short-" + calls, Instant.now()).arrival())) {
                    journalled(other).answered(Messages.VALID, Messages.REDIRECTED);
                }
                while (exporter.pending() > UNDER_WAY) { // the disk is slower than this loop
                    LockSupport.parkNanos(1_000_000);
                }
            }

            assertTrue(exporter.pending() > 0);
            notes.close();
        }

        var whole = vcons(directory).stream()
                .filter(vcon -> vcon.at("/dialog/0/sip_call_id").asText().equals("the-long-one"))
                .toList();
        assertEquals(1, whole.size());
        assertEquals(
                "bridge", whole.get(0).at("/analysis/0/body/decision/action").asText());
    }
}
