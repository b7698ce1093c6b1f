package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.policy.Policy;
import org.sipverify.verifier.pinned.PinnedSigners;

/** What a server would run with: the policy, the verifier and the vCons, a line each. */
public final class ConfigReport {
    /**
     * Reads the files that the settings name.
     *
     * @throws ConfigException when one of them cannot be read; the message names file and line
     */
    public static List<String> lines(Settings settings) {
        var reader = new PolicyReader(settings, FileTexts.DISK);
        var policies = reader.read();
        var lines = new ArrayList<String>();
        lines.add("policy " + settings.policy().path() + ": " + text(policies.main()));
        reader.ownFiles()
                .forEach((caller, file) -> lines.add("policy of caller " + caller + " " + file + ": "
                        + text(Objects.requireNonNull(policies.own().get(caller)))));
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
        var reader = new PolicyReader(settings, FileTexts.DISK);
        return reader.warnings(reader.read());
    }

    private static String text(Policy policy) {
        var mode = policy.mode().name().toLowerCase(Locale.ROOT);
        var rules = policy.ruleNames();
        return "mode " + mode + ", " + rules.size() + " rules " + rules;
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
