package org.sipverify.verifier.config;

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

    /** Whether one is sent. */
    public boolean isPresent() {
        return value.isPresent();
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
