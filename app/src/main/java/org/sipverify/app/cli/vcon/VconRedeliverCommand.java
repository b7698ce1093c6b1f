package org.sipverify.app.cli.vcon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.sipverify.app.cli.ConfigOptions;
import org.sipverify.vcon.delivery.DeliveryRecords;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;
import org.sipverify.vcon.read.Summary;
import org.sipverify.vcon.read.VconFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify vcon redeliver}: send it once more. */
@Command(
        name = "redeliver",
        mixinStandardHelpOptions = true,
        description = {
            "Have vCons sent to an endpoint again, whether it took them or refused them.",
            "Moves the endpoint's acknowledgement, or its refusal from quarantine, back into the outbox. The running server,"
                    + " or the next one that starts, then sends the vCon under its old uuid. The vCons must lie below"
                    + " vcon.directory."
        },
        footer = {
            "",
            "Example, after the endpoint lost a day:",
            "  sip-verify vcon redeliver /var/lib/sip-verify/vcons/2026/11/20 --endpoint archive"
                    + " --config /etc/sip-verify/sip-verify.conf"
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconRedeliverCommand implements Callable<Integer>, VconFiles.Visitor {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private VconPaths paths = new VconPaths();

    @Option(names = "--endpoint", paramLabel = "NAME", required = true, description = "As the configuration names it.")
    private String endpoint = "";

    private DeliveryRecords records = new DeliveryRecords(Path.of(""));
    private int forgotten;
    private int waiting;
    private int broken;

    @Override
    public Integer call() throws IOException {
        var out = new VconOutput(spec);
        var all = paths.existing(out);
        var store = store(out);
        records = new DeliveryRecords(store.toRealPath());
        if (!records.endpoints().contains(endpoint)) {
            throw out.mistake("nothing was ever sent to an endpoint " + endpoint + "; there are: "
                    + String.join(", ", records.endpoints()));
        }
        for (var path : all) {
            if (!path.toRealPath().startsWith(store.toRealPath())) {
                throw out.mistake(path + " is not below vcon.directory, which is " + store);
            }
            VconFiles.visit(path, day -> true, this);
        }
        out.line(forgotten + " will be sent to " + endpoint + " again, " + waiting + " were still waiting to be sent");
        spec.commandLine().getOut().flush();
        return broken > 0 ? 1 : 0;
    }

    private Path store(VconOutput out) {
        var directory = config.settings(config.configuration()).vcons().config().map(vcon -> vcon.store()
                .directory());
        return directory
                .filter(Files::isDirectory)
                .orElseThrow(() -> out.mistake("vcon.directory is not set, or the directory does not exist"));
    }

    @Override
    public void file(Path file) throws IOException {
        try {
            var uuid = Summary.of(VconReader.read(file), "").uuid();
            if (!DeliveryRecords.uuid(file).map(UUID::toString).equals(Optional.of(uuid))) {
                throw new MalformedVconException("is not named by its uuid, so it is never sent");
            }
            if (records.redeliver(endpoint, file.toRealPath())) {
                forgotten++;
            } else {
                waiting++;
            }
        } catch (MalformedVconException e) {
            broken++;
            new VconOutput(spec).complain(file, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void unreadable(Path file, IOException problem) {
        broken++;
        new VconOutput(spec).complain(file, VconOutput.reason(problem));
    }
}
