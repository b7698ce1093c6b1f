package org.sipverify.app.cli.sips;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
        return options.run((probe, order) -> probe.invite(order, Duration.ofSeconds(ring)));
    }
}
