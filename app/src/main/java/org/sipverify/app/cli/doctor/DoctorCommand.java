package org.sipverify.app.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.cli.ConfigOptions;
import org.sipverify.app.cli.EnvironmentOption;
import org.sipverify.app.cli.StateOption;
import org.sipverify.app.cli.doctor.Diagnosis.Level;
import org.sipverify.app.config.ConfigReport;
import org.sipverify.app.config.Loaded;
import org.sipverify.app.config.Logging;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify doctor}: what keeps the server from working, and what to do about it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Look at this machine and say what keeps the server from working, and what to do about it.",
            "Looks at the configuration, the policy, the ports, DNS, the verifier with its certificate and key (it gets one"
                    + " request that is signed with a key made for it), the clock, the disks, rights, who may call, Java;"
                    + " and places a real call to a second server that it starts on loopback with the same policy. Ends"
                    + " with 1 when something is wrong, with 0 when there is nothing but warnings. Run it as the service's"
                    + " user: runuser -u sip-verify -- sip-verify doctor."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class DoctorCommand implements Callable<Integer> {
    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Print one JSON object a finding.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var found = new ArrayList<Diagnosis>();
        var demo = Files.createTempDirectory("sip-verify-doctor");
        try {
            look(found, demo);
        } finally {
            delete(demo);
        }
        long bad = found.stream().filter(it -> it.level() == Level.FAIL).count();
        long doubtful = found.stream().filter(it -> it.level() == Level.WARN).count();
        if (!json) {
            out("%d checks: %d wrong, %d warnings".formatted(found.size(), bad, doubtful));
        }
        return bad == 0 ? 0 : 1;
    }

    private void look(List<Diagnosis> found, Path demo) throws IOException, InterruptedException {
        var source = config.source(environment.environment(), it -> it);
        var loaded = configuration(found);
        if (loaded == null) {
            return;
        }
        var settings = loaded.settings();
        Logging.configure(settings.ops().log().onlyErrors());
        all(found, new MachineCheck(settings).look());
        all(found, new RightsCheck(settings, source.file(), state.directory(config)).look());
        all(found, new PortCheck(settings).look());
        all(found, new VerifierCheck(settings, demo).look());
        all(found, List.of(new SelfCall(source, settings, demo).look()));
    }

    /** Everything else needs it, so nothing more is looked at when it has a mistake. */
    private @Nullable Loaded configuration(List<Diagnosis> found) {
        try {
            var configuration = config.configuration(environment.environment());
            configuration
                    .warnings()
                    .forEach(it -> all(found, List.of(Diagnosis.warn("configuration", it, "correct or remove it"))));
            var settings = config.settings(configuration);
            all(
                    found,
                    new ConfigReport(settings)
                            .lines().stream()
                                    .map(line -> Diagnosis.ok("configuration", line))
                                    .toList());
            return new Loaded(configuration, settings);
        } catch (ConfigException e) {
            all(
                    found,
                    List.of(Diagnosis.fail(
                            "configuration",
                            String.valueOf(e.getMessage()),
                            "mend it, and look again: nothing else has been looked at")));
            return null;
        }
    }

    private void all(List<Diagnosis> found, List<Diagnosis> more) {
        found.addAll(more);
        more.forEach(this::show);
    }

    private void show(Diagnosis it) {
        if (json) {
            out(JSON.valueToTree(it).toString());
            return;
        }
        out("%-4s %-14s %s".formatted(it.level().name().toLowerCase(Locale.ROOT), it.subject(), it.text()));
        if (!it.advice().isEmpty()) {
            out("     -> " + it.advice());
        }
    }

    private void out(String line) {
        spec.commandLine().getOut().println(Terminal.safe(line));
        spec.commandLine().getOut().flush();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
