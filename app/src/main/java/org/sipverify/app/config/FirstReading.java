package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.util.Optional;

/**
 * What the files say when the server starts or, where they have a mistake, what was kept when they were last good. It logs
 * nothing, because the log is not configured before the configuration is read.
 *
 * @param reads the files as they are now
 * @param kept what the value is made of
 * @param problem the mistake in the files; empty when there is none
 */
public record FirstReading<T>(T value, FileReads reads, Kept kept, Optional<String> problem) {
    /**
     * Reads the files.
     *
     * @throws ConfigException when they have a mistake and nothing takes their place
     */
    public static <T> FirstReading<T> of(FileSource<T> source, LastGood lastGood) {
        var reads = new FileReads();
        try {
            var value = source.read(reads);
            return new FirstReading<>(value, reads, reads.kept(), Optional.empty());
        } catch (ConfigException mistake) {
            var kept = source.isReplaceable(mistake) ? lastGood.recall(source.name()) : Optional.<Kept>empty();
            if (kept.isEmpty()) {
                throw mistake;
            }
            return new FirstReading<>(
                    recalled(source, kept.get(), mistake), reads, kept.get(), Optional.of(message(mistake)));
        }
    }

    /** What was kept may be of another version, or name a file that has a mistake as well. */
    private static <T> T recalled(FileSource<T> source, Kept kept, ConfigException mistake) {
        try {
            return source.recall(kept);
        } catch (ConfigException e) {
            mistake.addSuppressed(e);
            throw mistake;
        }
    }

    static String message(ConfigException mistake) {
        return String.valueOf(mistake.getMessage());
    }
}
