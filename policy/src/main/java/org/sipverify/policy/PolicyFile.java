package org.sipverify.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.parser.ConfigDocumentFactory;
import java.io.File;
import java.util.regex.Pattern;
import org.sipverify.formats.config.HoconText;
import org.sipverify.formats.config.InvalidSettingException;

/** The one file a policy is read from; it may not include others. */
final class PolicyFile {
    /** Quoted text and comments, so that they are passed over, or an include where a key would begin. */
    private static final Pattern INCLUDE =
            Pattern.compile("\"\"\"(?s:.*?)\"\"\"+|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|(?:#|//)[^\\n]*"
                    + "|(?m:^|[{,])[\\s\\uFEFF]*(?<include>include)(?=[\\s\"(])");

    private PolicyFile() {}

    /** Parses the file and resolves its substitutions. */
    static Config parse(File file) {
        var options = ConfigParseOptions.defaults()
                .setAllowMissing(false)
                .setSyntax(ConfigSyntax.CONF)
                .setOriginDescription(file.getPath());
        var text = ConfigDocumentFactory.parseFile(file, options).render();
        refuseInclude(file, text);
        var resolved = ConfigFactory.parseString(text, options).resolve(ConfigResolveOptions.noSystem());
        HoconText.checked(text, file.getPath()).checkResolved(resolved);
        return resolved;
    }

    private static void refuseInclude(File file, String text) {
        INCLUDE.matcher(text)
                .results()
                .filter(found -> found.group(1) != null)
                .findFirst()
                .ifPresent(found -> {
                    var before = text.substring(0, found.start(1));
                    var line = 1 + (int) before.chars().filter(c -> c == '\n').count();
                    throw new InvalidSettingException(
                            ConfigOriginFactory.newSimple(file.getPath()).withLineNumber(line),
                            "include",
                            "a policy file is complete in itself: copy the text here");
                });
    }
}
