package org.sipverify.vcon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;

/** What is said and counted of the calls that a server cannot write before it ends. */
class ClosingTest {
    @TempDir
    private Path directory;

    private final CountingMeter meter = new CountingMeter();
    private final CapturedLog log = new CapturedLog(VconWriter.class.getName(), Level.WARN);

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    /** A file stands where a directory should be: for root, too, nothing can be written there. */
    @ParameterizedTest
    @MethodSource
    void saysWhatIsLost(List<String> obstacles, int lost, List<String> last) throws Exception {
        for (var obstacle : obstacles) {
            Files.writeString(directory.resolve(obstacle), "not a directory");
        }
        var settings = "journal.directory = \"" + directory.resolve("taken/journal") + "\"";
        var config = ExporterFiles.config(directory, settings);

        try (var exporter = VconExporter.start(config, Seal.NONE, StoredListener.NONE, meter)) {
            for (var call : List.of(new Messages("call-1"), new Messages("call-2"), new Messages("call-3"))) {
                var notes = exporter.open(call.arrival(call.invite("", "")));
                notes.answered(Messages.VALID, Messages.REDIRECTED);
                notes.close();
            }
        }

        assertEquals(lost, meter.lost.get());
        assertEquals(
                last,
                log.lines().stream()
                        .filter(line -> !line.contains("cannot write vCons"))
                        .toList());
    }

    static Stream<Arguments> saysWhatIsLost() {
        return Stream.of(
                argumentSet("both work", List.of(), 0, List.of()),
                argumentSet("no journal", List.of("taken"), 0, List.of()),
                argumentSet(
                        "no store",
                        List.of("2026"),
                        0,
                        List.of("WARN 3 vCons are not written yet; the journal keeps them for the next start")),
                argumentSet(
                        "neither",
                        List.of("taken", "2026"),
                        3,
                        List.of("ERROR 3 calls are lost: neither their vCons nor the journal could be written")));
    }
}
