package org.sipverify.app.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.config.Environment;
import org.sipverify.app.config.FirstReading;
import org.sipverify.app.config.LastGood;
import org.sipverify.app.config.Logging;
import org.sipverify.app.ops.LogRateLimit;
import org.sipverify.app.ops.Signals;
import org.sipverify.app.server.Server;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify serve}: runs until SIGTERM. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serve in the foreground until SIGTERM or Ctrl-C.",
            "Prints a line that begins with \"ready\" when every listener is open. SIGTERM refuses new calls with 503,"
                    + " waits for those in hand and ends with 0. SIGHUP reloads the configuration, the policy, the signers"
                    + " and the TLS files; so does a change of one. The log says which settings take a restart."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--demo",
            paramLabel = "DIR",
            description = "For trying out: trust the demo signer in DIR, which is made when absent; \"sip-verify call\""
                    + " signs with its key. Only when no verifier and no signers are configured.")
    private @Nullable Path demo;

    @Option(
            names = "--strict",
            description =
                    "End with 2 at any mistake in the configuration, the policy or the signers. Without it the server"
                            + " starts with what was last good, and says so in the log, in /health and in the metrics.")
    private boolean strict;

    @Mixin
    private StateOption state = new StateOption();

    @Override
    public Integer call() throws Exception {
        var source = config.source(Environment.ofProcess(), it -> demo == null ? it : DemoSigner.trusted(it, demo));
        var lastGood = demo == null ? LastGood.in(state.directory(config)) : LastGood.none();
        var configuration = FirstReading.of(source, strict ? lastGood.strict() : lastGood);
        Logging.configure(configuration.value().settings().ops().log());
        var log = LogManager.getLogger(ServeCommand.class);
        configuration.value().configuration().warnings().forEach(log::warn);
        var stop = new CountDownLatch(1);
        try (var unused = LogRateLimit.install(System::nanoTime);
                var server = new Server(source, configuration, strict ? lastGood.strict() : lastGood)) {
            Signals.on("TERM", stop::countDown);
            Signals.on("INT", stop::countDown);
            Signals.on("HUP", server::reload);
            out("ready %s after %d ms, JDK %s"
                    .formatted(
                            String.join(", ", server.listeners()), sinceStart().toMillis(), Runtime.version()));
            server.state().forEach(line -> out(Terminal.safe(line)));
            stop.await();
            server.drain();
        }
        log.info("stopped");
        LogManager.shutdown();
        return 0;
    }

    private static Duration sinceStart() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    private void out(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
