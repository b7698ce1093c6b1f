package org.sipverify.vcon.delivery.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A token or key that must not be seen in a log: from the configuration, or in a file that may change. */
public final class Secret {
    private final String value;
    private final @Nullable Path file;

    private Secret(String value, @Nullable Path file) {
        this.value = value;
        this.file = file;
    }

    static Secret of(String value) {
        return new Secret(value, null);
    }

    /** The first line of the file, read at each use, so that a new key needs no restart. */
    static Secret inFile(Path file) {
        return new Secret("", file);
    }

    boolean isPresent() {
        return file != null || !value.isEmpty();
    }

    /**
     * The secret itself.
     *
     * @throws IOException when its file cannot be read, or what is in it cannot be sent
     */
    public String reveal() throws IOException {
        var text = file == null ? value : firstLine(file);
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new IOException("not a line of visible ASCII characters (the secret is not shown here)");
        }
        return text;
    }

    private static String firstLine(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            var line = reader.readLine();
            return line == null ? "" : line.strip();
        }
    }

    /** Does not reveal it. */
    @Override
    public String toString() {
        return "[redacted]";
    }
}
