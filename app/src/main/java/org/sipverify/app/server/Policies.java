package org.sipverify.app.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.call.NamedCaller;
import org.sipverify.app.config.PolicyReader;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.config.Settings;
import org.sipverify.policy.Policy;

/**
 * The policies in force.
 *
 * @param main decides on the calls of every caller without a policy of its own
 * @param own the others, by the name of the caller
 */
record Policies(ReloadableFile<Policy> main, Map<String, ReloadableFile<Policy>> own) {
    private static final Logger LOG = LogManager.getLogger();

    /**
     * Reads all of them.
     *
     * @throws com.typesafe.config.ConfigException when one has a mistake
     */
    static Policies read(Settings settings, ReloadableFile.Listener listener) {
        var reader = new PolicyReader(settings);
        var own = new LinkedHashMap<String, ReloadableFile<Policy>>();
        var main = file("policy", settings.policy().path(), reader, listener);
        for (var caller : settings.redirection().numbers().callers().all()) {
            caller.policy()
                    .ifPresent(
                            path -> own.put(caller.name(), file("policy of " + caller.name(), path, reader, listener)));
        }
        return new Policies(main, own);
    }

    private static ReloadableFile<Policy> file(
            String name, Path path, PolicyReader reader, ReloadableFile.Listener listener) {
        return new ReloadableFile<>(
                name,
                List.of(path),
                lists -> {
                    var policy = reader.read(path, lists);
                    reader.warnings(policy).forEach(LOG::warn);
                    return policy;
                },
                Policies::summary,
                listener);
    }

    private static String summary(Policy policy) {
        return "mode " + policy.mode().name().toLowerCase(Locale.ROOT) + ", "
                + policy.ruleNames().size() + " rules";
    }

    /** The policy for the calls of a caller. */
    Policy of(NamedCaller caller) {
        return own.getOrDefault(caller.name(), main).get();
    }

    /** All of the files. */
    List<ReloadableFile<Policy>> files() {
        return Stream.concat(Stream.of(main), own.values().stream()).toList();
    }
}
