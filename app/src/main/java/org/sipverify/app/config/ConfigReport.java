package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.util.List;
import java.util.Locale;
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
        return List.of(policy(settings), verifier(settings.verification()), vcons(settings.vcons()));
    }

    private static String policy(Settings settings) {
        var file = settings.policy().path();
        var policy = Policy.read(file.toFile(), settings.redirection().target().toString());
        var mode = policy.mode().name().toLowerCase(Locale.ROOT);
        var rules = policy.ruleNames();
        return "policy " + file + ": mode " + mode + ", " + rules.size() + " rules " + rules;
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
