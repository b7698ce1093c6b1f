package org.sipverify.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.util.function.Function;
import org.sipverify.formats.config.HoconFile;
import org.sipverify.formats.config.HoconText;

/** The one file a policy is read from; it may not include others. */
final class PolicyFile {
    private PolicyFile() {}

    /**
     * Parses the file, resolves its substitutions and passes it to the reader.
     *
     * @throws ConfigException at the first mistake; if the whole file is YAML, the message says so
     */
    static <T> T read(File file, Function<Config, T> reader) {
        var text = HoconFile.text(file);
        var looked = new PolicyText(file, text);
        try {
            return reader.apply(parse(file, text, looked));
        } catch (ConfigException e) {
            throw looked.yaml().<ConfigException>map(it -> it).orElse(e);
        }
    }

    private static Config parse(File file, String text, PolicyText looked) {
        var options = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(file.getPath());
        looked.refuseInclude(); // before the parser follows it
        var parsed = ConfigFactory.parseString(text, options);
        looked.refuseSecondRules();
        var resolved = parsed.resolve(ConfigResolveOptions.noSystem());
        HoconText.checked(text, file.getPath()).checkResolved(resolved);
        return resolved;
    }
}
