package org.sipverify.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.File;
import java.util.function.Function;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.formats.config.Hocon;

/** The one file a policy is read from; it may not include others. */
final class PolicyFile {
    private PolicyFile() {}

    /**
     * Parses the file, resolves its substitutions and passes it to the reader.
     *
     * @throws ConfigException at the first mistake; if the whole file is YAML, the message says so
     */
    static <T> T read(File file, FileTexts texts, Function<Config, T> reader) {
        var text = texts.text(file.toPath());
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
