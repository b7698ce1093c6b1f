package org.sipverify.formats.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Parses and resolves HOCON. The parser names its own classes where text follows a list; an operator reads the text. */
public final class Hocon {
    /** As in {@code signers = []x}: HOCON cannot join the two. */
    private static final Pattern JOINED = Pattern.compile(
            "(?s)Cannot concatenate object or list .* and (?:(?:Unquoted|Quoted)\\(\"(?<text>.*)\"\\)|.*) are not compatible");

    private static final int SHOWN = 20;

    /**
     * Parses a text.
     *
     * @param name what a mistake is said to be in, mostly a file
     * @throws ConfigException at a mistake; the message has the name and the line
     */
    public static Config parse(String text, String name) {
        var options = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(name);
        return worded(() -> ConfigFactory.parseString(text, options));
    }

    static Config parse(File file, ConfigParseOptions options) {
        return worded(() -> ConfigFactory.parseFile(file, options));
    }

    /**
     * Resolves substitutions, without the environment.
     *
     * @throws ConfigException at one that cannot be resolved or does not fit; the message has file and line
     */
    public static Config resolve(Config config) {
        return worded(() -> config.resolve(ConfigResolveOptions.noSystem()));
    }

    static Config resolveWithEnvironment(Config config) {
        return worded(config::resolve);
    }

    private static Config worded(Supplier<Config> reading) {
        try {
            return reading.get();
        } catch (ConfigException.WrongType e) {
            var joined = JOINED.matcher(String.valueOf(e.getMessage()));
            if (!joined.find() || e.origin() == null) {
                throw e;
            }
            var text = joined.group("text");
            var shown = text == null ? "text" : text.substring(0, Math.min(text.length(), SHOWN));
            throw new ConfigException.Parse(e.origin(), shown + " stands behind the end of a list or block");
        }
    }

    private Hocon() {}
}
