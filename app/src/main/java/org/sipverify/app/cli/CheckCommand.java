package org.sipverify.app.cli;

import java.util.concurrent.Callable;
import org.sipverify.app.config.Settings;
import org.sipverify.policy.Policy;
import org.sipverify.vcon.show.Terminal;
import org.sipverify.verifier.pinned.PinnedSigners;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sip-verify check}: would it start, and with what? */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check the configuration, the policy and the signers without starting anything.",
            "Prints every setting in force with where it comes from; secrets are not shown. Ends with 2 at a mistake and"
                    + " says in which file and line it is."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var configuration = config.configuration();
        configuration.effective().forEach(line -> out.println(Terminal.safe(line)));
        out.flush();
        configuration
                .unknownKeys()
                .forEach(line -> spec.commandLine().getErr().println("warning: " + Terminal.safe(line)));
        var settings = config.settings(configuration);
        var policy =
                Policy.read(settings.policyFile().toFile(), settings.target().toString());
        out.println();
        out.println(Terminal.safe("policy " + settings.policyFile() + ": mode "
                + policy.mode().name().toLowerCase(java.util.Locale.ROOT) + ", "
                + policy.ruleNames().size() + " rules " + policy.ruleNames()));
        out.println(Terminal.safe(verifier(settings)));
        out.println(settings.vcon()
                .map(vcon -> "vcons: in " + vcon.store().directory() + ", by "
                        + vcon.content().server())
                .orElse("vcons: none"));
        out.println("ok");
        return 0;
    }

    private static String verifier(Settings settings) {
        var http = settings.verifier().http();
        if (http.isPresent()) {
            return "verifier: " + http.get().endpoint();
        }
        return settings.verifier()
                .pinned()
                .signersFile()
                .map(file -> "verifier: built in, " + PinnedSigners.read(file).size() + " signers in " + file)
                .orElse("verifier: built in, no signers: every signature is by an unknown signer (INDETERMINATE)");
    }
}
