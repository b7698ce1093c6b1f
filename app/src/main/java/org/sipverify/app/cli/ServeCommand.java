package org.sipverify.app.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.config.Logging;
import org.sipverify.app.ops.LogRateLimit;
import org.sipverify.app.ops.Signals;
import org.sipverify.app.server.Server;
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
                    + " waits for those in hand and ends with 0. SIGHUP reloads the policy, the signers and the TLS"
                    + " files; so does a change of one."
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

    @Override
    public Integer call() throws Exception {
        var configuration = demo == null ? config.configuration() : DemoSigner.trusted(config.configuration(), demo);
        var settings = config.settings(configuration);
        Logging.configure(settings.ops().log());
        var log = LogManager.getLogger(ServeCommand.class);
        configuration.warnings().forEach(log::warn);
        var stop = new CountDownLatch(1);
        try (var unused = LogRateLimit.install(System::nanoTime);
                var server = new Server(settings)) {
            Signals.on("TERM", stop::countDown);
            Signals.on("INT", stop::countDown);
            Signals.on("HUP", server::reload);
            out("ready %s after %d ms, JDK %s"
                    .formatted(
                            String.join(", ", server.listeners()), sinceStart().toMillis(), Runtime.version()));
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
