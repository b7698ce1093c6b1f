package org.sipverify.formats.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.Secret;

/**
 * Where a token or key comes from: the configuration, or the first line of a file.
 *
 * @param value the secret itself; none when it is in a file
 */
public record SecretSource(Secret value, Optional<Path> file) {

    /** Reads {@code KEY} or {@code KEY-file} and looks at the secret, so that a mistake is reported at start. */
    public static SecretSource from(ConfigSection section, String key) {
        var source = new SecretSource(new Secret(section.text(key)), section.file(key + "-file"));
        if (source.value.isPresent() && source.file.isPresent()) {
            throw section.mistake(key, "set either " + key + " or " + key + "-file, not both");
        }
        try {
            var unused = source.isPresent() ? source.reveal() : "";
            return source;
        } catch (IOException e) {
            throw section.mistake(source.key(key), String.valueOf(e.getMessage()));
        }
    }

    /** The key of the two that is set: {@code KEY} or {@code KEY-file}. */
    public String key(String key) {
        return file.isPresent() ? key + "-file" : key;
    }

    /** Whether there is a secret. */
    public boolean isPresent() {
        return file.isPresent() || value.isPresent();
    }

    /**
     * The secret itself; a file is read at each use, so that a new key needs no restart.
     *
     * @throws IOException when the file cannot be read, or what is in it cannot be sent
     */
    public String reveal() throws IOException {
        var text = file.isPresent() ? firstLine(file.get()) : value.value();
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new IOException("must be a line of visible ASCII characters (the secret is not shown here)");
        }
        return text;
    }

    private static String firstLine(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            var line = reader.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new IOException("cannot be read: " + IoFailure.text(e), e);
        }
    }

    /** Does not reveal it. */
    @Override
    public String toString() {
        return value.toString();
    }
}
