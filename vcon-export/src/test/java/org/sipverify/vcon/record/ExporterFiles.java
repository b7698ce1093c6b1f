package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.testkit.VconSchemas;
import org.sipverify.vcon.VconConfig;

/** What an exporter is given and what it leaves. */
final class ExporterFiles {
    private ExporterFiles() {}

    /** No call begins without the journal because another thread was held up. */
    static VconConfig config(Path directory, String settings) {
        var edit = ConfigFactory.parseString(
                "journal.patience = 10 s\n" + settings + "\ndirectory = \"" + directory + "\"");
        var defaults = ConfigFactory.parseResources("reference.conf").getConfig("vcon");
        var section = ConfigSection.of("vcon", edit.withFallback(defaults), directory);
        return VconConfig.from(section, "sip.example").orElseThrow();
    }

    /** These notes, once the call may be answered. */
    static CallNotes journalled(CallNotes notes) {
        var settled = new CompletableFuture<Void>();
        notes.whenJournalled(() -> settled.complete(null));
        settled.join();
        return notes;
    }

    static List<JsonNode> vcons(Path where) throws IOException {
        try (var files = Files.walk(where)) {
            return files.filter(file -> file.toString().endsWith(".vcon"))
                    .sorted()
                    .map(file -> VconSchemas.parsed(read(file)))
                    .toList();
        }
    }

    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (NoSuchFileException gone) { // a server that is running gives a draft its name
            return "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
