package org.sipverify.app.cli.sips;

import java.util.concurrent.Callable;
import org.sipverify.sip.sips.SipsEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sip-verify sips subscribe}. */
@Command(
        name = "subscribe",
        mixinStandardHelpOptions = true,
        description = "Subscribe to an event, print the first notification, and take the subscription back.")
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class SipsSubscribeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ProbeOptions options = new ProbeOptions();

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "presence or message-summary (default: ${DEFAULT-VALUE}).",
            defaultValue = "message-summary")
    private String event = "";

    @Override
    public Integer call() throws InterruptedException {
        var named = SipsEvent.of(event)
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "--event must be presence or message-summary"));
        return options.run((probe, order) -> probe.subscribe(order, named));
    }
}
