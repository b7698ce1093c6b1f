package org.sipverify.app.cli.sips;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sip-verify sips options}. */
@Command(
        name = "options",
        mixinStandardHelpOptions = true,
        description =
                "Ask a server what it can do: whether it is there, what it answers, and which certificate it has.")
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class SipsOptionsCommand implements Callable<Integer> {
    @Mixin
    private ProbeOptions options = new ProbeOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run((probe, order) -> probe.options(order));
    }
}
