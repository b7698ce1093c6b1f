package org.sipverify.app.cli.vcon;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.show.CallScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify vcon show}: what happened in this call? */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Print one call on a screen: who, when, what the verifier said, what was decided, what was kept.",
            "A signature is not checked here: see \"vcon verify\". An encrypted vCon must be decrypted first."
        },
        footer = {
            "",
            "Examples:",
            "  sip-verify vcon show 01a1f86a-a0e0-8001-ab7f-8b4ea1b84909.vcon",
            "  sip-verify vcon show /var/lib/sip-verify/vcons --call-id 5b0c7d1e@sbc"
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private VconSource source = new VconSource();

    @Option(names = "--json", description = "Print the vCon itself, indented.")
    private boolean json;

    @Mixin
    private VconWidth width = new VconWidth();

    @Override
    public Integer call() throws IOException {
        var out = new VconOutput(spec);
        var opened = source.open(out);
        if (opened.isEmpty()) {
            return 1;
        }
        var vcon = opened.get().vcon();
        if (json) {
            out.json(vcon, true);
        } else {
            out.lines(CallScreen.lines(Call.of(vcon), opened.get().form(), width.columns()));
        }
        spec.commandLine().getOut().flush();
        return 0;
    }
}
