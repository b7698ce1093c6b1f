package org.sipverify.app.cli.sips;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sip-verify sips register}. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = {
            "Register at a server for a minute, and take it back at once.",
            "The address that is registered is --to. A registration that stays would send its calls here."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class SipsRegisterCommand implements Callable<Integer> {
    @Mixin
    private ProbeOptions options = new ProbeOptions();

    @ArgGroup
    private What what = new What();

    /** One of them at most. */
    private static final class What {
        @Option(names = "--keep", description = "Leave the registration to expire by itself.")
        private boolean keep;

        @Option(names = "--query", description = "Register nothing; list what is registered.")
        private boolean query;
    }

    @Override
    public Integer call() throws InterruptedException {
        return options.run((probe, order) -> probe.register(order, what.keep, what.query));
    }
}
