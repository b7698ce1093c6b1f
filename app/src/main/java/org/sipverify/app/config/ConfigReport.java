package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sipverify.verifier.pinned.PinnedSigners;

/** What a server would run with: the policy, the verifier and the vCons, a line each. */
public final class ConfigReport {
    /**
     * Reads the files that the settings name.
     *
     * @throws ConfigException when one of them cannot be read; the message names file and line
     */
    public static List<String> lines(Settings settings) {
        var policies = new PolicyReader(settings);
        var lines = new ArrayList<String>();
        lines.add(policy("policy", settings.policy().path(), policies));
        for (var caller : settings.redirection().numbers().callers().all()) {
            caller.policy().ifPresent(file -> lines.add(policy("policy of " + caller.name(), file, policies)));
        }
        lines.add(verifier(settings.verification()));
        lines.add(vcons(settings.vcons()));
        return List.copyOf(lines);
    }

    /**
     * What is not a mistake in the policies, and yet not meant: rules that no call can reach, a line each.
     *
     * @throws ConfigException as {@link #lines}
     */
    public static List<String> warnings(Settings settings) {
        var policies = new PolicyReader(settings);
        var own = settings.redirection().numbers().callers().all().stream().flatMap(caller -> caller.policy().stream());
        return Stream.concat(Stream.of(settings.policy().path()), own)
                .distinct()
                .flatMap(file -> policies.warnings(policies.read(file)).stream())
                .toList();
    }

    private static String policy(String name, Path file, PolicyReader policies) {
        var policy = policies.read(file);
        var mode = policy.mode().name().toLowerCase(Locale.ROOT);
        var rules = policy.ruleNames();
        return name + " " + file + ": mode " + mode + ", " + rules.size() + " rules " + rules;
    }

    private static String verifier(Settings.Verification verification) {
        var config = verification.config();
        if (config.http().isPresent()) {
            return "verifier: " + config.http().get().endpoint();
        }
        return config.pinned()
                .signersFile()
                .map(file -> "verifier: built in, " + PinnedSigners.read(file).size() + " signers in " + file)
                .orElse("verifier: built in, no signers: every signature is by an unknown signer (INDETERMINATE)");
    }

    private static String vcons(Settings.Recording vcons) {
        return vcons.config()
                .map(it -> "vcons: in " + it.store().directory() + ", by "
                        + it.content().server())
                .orElse("vcons: none");
    }

    private ConfigReport() {}
}
