package org.sipverify.verifier.config;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.Secret;
import org.sipverify.formats.file.SecretSource;

/**
 * The bearer token that the verifier knows this server by.
 *
 * @param value the token; none when none is sent
 * @param file where it was read from; empty when the configuration holds it
 */
public record ApiKey(Secret value, Optional<Path> file) {
    /** No key is sent. */
    public static final ApiKey NONE = new ApiKey(Secret.NONE, Optional.empty());

    private static final String KEY = "api-key";

    /** Longer keys do not fit into the header fields that servers accept. */
    private static final int LONGEST = 8000;

    static ApiKey from(ConfigSection verifier) {
        var source = SecretSource.from(verifier, KEY);
        try {
            return source.isPresent() ? read(source) : NONE;
        } catch (IOException e) {
            throw verifier.mistake(source.key(KEY), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The key as its file has it now; the same one when the configuration holds it.
     *
     * @throws ConfigException when the file has no valid key; it never shows what the file has
     */
    ApiKey readAgain() {
        try {
            return file.isPresent() ? read(new SecretSource(Secret.NONE, file)) : this;
        } catch (IOException e) {
            throw new ConfigException.Generic("verifier.api-key-file " + file.get() + ": " + e.getMessage(), e);
        }
    }

    private static ApiKey read(SecretSource source) throws IOException {
        var text = source.reveal();
        if (text.length() > LONGEST || text.indexOf(' ') >= 0) {
            throw new IOException(
                    "must be at most " + LONGEST + " visible ASCII characters (the value is not shown here)");
        }
        return new ApiKey(new Secret(text), source.file());
    }
}
