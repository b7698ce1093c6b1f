package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sipverify.app.call.Policies;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.policy.Policy;
import org.sipverify.sip.targets.TargetAddress;
import org.sipverify.verifier.pinned.PinnedSigners;

/** What a server would run with: the policy, the verifier and the vCons, a line each. */
public final class ConfigReport {
    private final List<String> lines;
    private final List<String> warnings;

    /**
     * Reads the files that the settings name.
     *
     * @throws ConfigException when one of them cannot be read; the message names file and line
     */
    public ConfigReport(Settings settings) {
        var reader = new PolicyReader(settings, FileTexts.DISK);
        var policies = reader.read();
        this.lines = lines(settings, reader, policies);
        this.warnings = reader.warnings(policies);
    }

    /** What it would run with, a line each. */
    public List<String> lines() {
        return lines;
    }

    /** What is not a mistake in the policies, and yet not meant: rules that no call can reach, a line each. */
    public List<String> warnings() {
        return warnings;
    }

    private static List<String> lines(Settings settings, PolicyReader reader, Policies policies) {
        var lines = new ArrayList<String>();
        lines.add("policy " + settings.policy().path() + ": " + text(policies.main()));
        reader.ownFiles()
                .forEach((caller, file) -> lines.add("policy of caller " + caller + " " + file + ": "
                        + text(Objects.requireNonNull(policies.own().get(caller)))));
        targets(settings, policies).ifPresent(lines::add);
        lines.add(verifier(settings.verification()));
        lines.add(vcons(settings.vcons()));
        lines.add(settings.vcons()
                .index()
                .config()
                .map(it -> "index: " + it.file())
                .orElse("index: none"));
        return List.copyOf(lines);
    }

    private static String text(Policy policy) {
        var rules = policy.ruleNames();
        return "mode " + policy.mode().text() + ", " + rules.size() + " rules " + rules
                + (policy.bridges() ? ", bridges calls" : "");
    }

    /** Where calls are bridged to, and whether that is probed. */
    private static Optional<String> targets(Settings settings, Policies policies) {
        var names = policies.bridgeTargets().stream()
                .flatMap(uri -> TargetAddress.of(uri).stream())
                .map(TargetAddress::toString)
                .distinct()
                .toList();
        var probing = settings.sip().outbound().targets().probing();
        var how = probing.isOn()
                ? "probed every " + probing.interval().toMillis() + " ms"
                : "not probed (sip.probe-interval = 0)";
        return names.isEmpty() ? Optional.empty() : Optional.of("targets, " + how + ": " + String.join(", ", names));
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
}
