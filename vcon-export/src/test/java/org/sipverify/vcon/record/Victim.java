package org.sipverify.vcon.record;

import java.nio.file.Path;
import java.time.Instant;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;

/** A process that takes calls, says which, and halts without a word while it still takes them. */
final class Victim {
    /** As if it had been killed. */
    static final int STATUS = 137;

    private static final int CALLS = 300;

    public static void main(String[] arguments) throws Exception {
        var config = ExporterFiles.config(Path.of(arguments[0]), "");
        var exporter = VconExporter.start(config, Seal.NONE, StoredListener.NONE, new CountingMeter());
        for (var i = 0; i < CALLS; i++) {
            var messages = new Messages(arguments[1] + "-" + i);
            var notes = exporter.open(Messages.arrival(Instant.now().minusSeconds(60), messages.invite("", "")));
            var name = arguments[1] + "-" + i;
            notes.whenJournalled(() -> System.out.println(name)); // as if it had been answered
            if (i % 3 > 0) {
                exporter.message(messages.response(3, "302 Moved Temporarily"));
                notes.answered(Messages.VALID, Messages.REDIRECTED);
                notes.close();
            }
        }
        Runtime.getRuntime().halt(STATUS);
    }

    private Victim() {}
}
