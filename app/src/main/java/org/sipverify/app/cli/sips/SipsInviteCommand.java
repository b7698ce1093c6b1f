package org.sipverify.app.cli.sips;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sip-verify sips invite}. */
@Command(
        name = "invite",
        mixinStandardHelpOptions = true,
        description = {
            "Place a call, let it ring for a while, and end it.",
            "It offers audio, and prints each answer with its time and what the other side wants to talk with."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class SipsInviteCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ProbeOptions options = new ProbeOptions();

    @Option(
            names = "--ring",
            paramLabel = "SECONDS",
            description = "How long it rings before it is cancelled (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int ring;

    @Override
    public Integer call() throws InterruptedException {
        if (ring < 1 || ring > MOST_SECONDS) {
            throw new ParameterException(spec.commandLine(), "--ring must be 1 to " + MOST_SECONDS + ", not " + ring);
        }
        return options.run((probe, order) -> probe.invite(order, Duration.ofSeconds(ring)));
    }
}
