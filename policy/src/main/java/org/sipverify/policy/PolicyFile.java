package org.sipverify.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.File;
import java.util.function.Function;
import org.sipverify.formats.config.Hocon;
import org.sipverify.formats.config.HoconFile;

/** The one file a policy is read from; it may not include others. */
final class PolicyFile {
    private PolicyFile() {}

    /**
     * Parses the file, resolves its substitutions and has it read.
     *
     * @throws ConfigException at the first mistake; where the whole is YAML, that says so
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
        looked.refuseInclude(); // before the parser follows it
        var parsed = Hocon.parse(text, file.getPath());
        looked.refuseSecondRules();
        return Hocon.resolve(parsed);
    }
}
