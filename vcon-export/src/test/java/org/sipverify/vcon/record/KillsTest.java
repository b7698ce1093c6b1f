package org.sipverify.vcon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.vcon.record.ExporterFiles.read;
import static org.sipverify.vcon.record.ExporterFiles.vcons;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;

/** What becomes of the calls of a process that ends in the middle of them. */
@Tag("slow")
class KillsTest {
    @TempDir
    private Path directory;

    @AfterEach
    void everyVconIsSound() throws IOException {
        VconAssertions.of("KillsTest", Validation.with(ExternalFiles.NONE, List.of())::judge)
                .keep(directory);
    }

    /** Runs another JVM that ends itself in the middle of it all. */
    @Test
    void everyCallThatBeganHasOneVconAfterKills() throws Exception {
        var begun = directory.resolve("begun.txt");
        for (var run = 0; run < 4; run++) {
            live("run" + run, begun);
        }

        try (var exporter = VconExporter.start(
                ExporterFiles.config(directory, ""), Seal.NONE, StoredListener.NONE, new CountingMeter())) {
            Eventually.isTrue(() -> exporter.pending() == 0);
        }

        var expected = new TreeSet<>(
                read(begun).lines().filter(line -> line.matches("run\\d+-\\d+")).toList());
        var found = new ArrayList<String>();
        vcons(directory)
                .forEach(vcon -> found.add(vcon.at("/dialog/0/sip_call_id").asText()));
        assertTrue(expected.size() > 100, "the victims lived long enough");
        var twice = found.size() - new TreeSet<>(found).size();
        expected.removeAll(found);
        assertEquals(0, twice);
        assertEquals(List.of(), List.copyOf(expected));
    }

    /** What else its JVM has to say goes elsewhere, or is no name of a call. */
    private void live(String run, Path begun) throws Exception {
        var victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.toString(),
                        run)
                .redirectError(directory.resolve(run + ".log").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(begun.toFile()))
                .start();
        try {
            assertTrue(victim.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS), "it does not end");
            assertEquals(Victim.STATUS, victim.exitValue(), () -> read(directory.resolve(run + ".log")));
        } finally {
            victim.destroyForcibly();
        }
    }
}
