package org.sipverify.app.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.call.CapturedInvite;
import org.sipverify.app.call.DecisionPreview;
import org.sipverify.app.call.NamedCaller;
import org.sipverify.app.call.ResponseBuilder;
import org.sipverify.app.config.PolicyReader;
import org.sipverify.app.config.Settings;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.sip.Invite;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sip-verify decide}: what would the policy do, and why? */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Explain what a policy does with an INVITE: which rule decides, and what would be sent.",
            "Nothing is sent and no verifier is asked. Without --verdict every verdict that the INVITE could get is shown."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class DecideCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy (default: the configured one).")
    private @Nullable Path policyFile;

    @Option(
            names = "--invite",
            paramLabel = "FILE",
            required = true,
            description =
                    "The INVITE, as on the wire; a line of time and addresses before it, as in a capture, is skipped.")
    private Path inviteFile = Path.of("");

    @Option(names = "--verdict", paramLabel = "FILE", description = "The verifier's answer, in JSON.")
    private @Nullable Path verdictFile;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            description = "Where the INVITE comes from (default: ${DEFAULT-VALUE}).",
            defaultValue = "127.0.0.1")
    private String source = "";

    @Option(
            names = "--tls-identity",
            paramLabel = "NAME",
            description = "A name in the caller's verified TLS certificate; may be repeated.")
    private List<String> tlsIdentities = List.of();

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "When the INVITE comes, such as 2026-11-28T08:00:00Z (default: now).")
    private @Nullable String time;

    @Override
    public Integer call() throws IOException {
        var settings = config.settings(config.configuration());
        var invite = invite();
        var preview = preview(settings);
        var explained = verdictFile == null
                ? preview.ofEveryVerdict(invite)
                : preview.ofVerdict(invite, Files.readAllBytes(verdictFile));
        var out = spec.commandLine().getOut();
        for (var lines : explained) {
            lines.forEach(line -> out.println(Terminal.safe(line)));
            out.println();
        }
        out.flush();
        return 0;
    }

    private DecisionPreview preview(Settings settings) {
        var redirection = settings.redirection();
        var policies = new PolicyReader(settings, FileTexts.DISK);
        return new DecisionPreview(
                caller -> policies.read(policyFile(settings, caller)),
                settings.verification().config(),
                redirection.numbers(),
                new ResponseBuilder(redirection.passThrough()));
    }

    private Path policyFile(Settings settings, NamedCaller caller) {
        return policyFile == null ? caller.policy().orElse(settings.policy().path()) : policyFile;
    }

    private Invite invite() throws IOException {
        var from = new InetSocketAddress(source, 5060);
        if (from.isUnresolved()) {
            throw new ParameterException(spec.commandLine(), "--source must be an address, not " + source);
        }
        try {
            var read = CapturedInvite.read(Files.readString(inviteFile), from);
            var arrival = new Invite.Arrival(from, read.transport(), time(read.receivedAt()), tlsIdentities);
            return new Invite(read.callId(), read.cseq(), read.addressing(), read.headers(), arrival, read.message());
        } catch (MalformedMessageException e) {
            throw new ParameterException(
                    spec.commandLine(), Terminal.safe(inviteFile + " is not a SIP INVITE: " + e.getMessage()), e);
        }
    }

    private Instant time(Instant now) {
        try {
            return time == null ? now : Instant.parse(time);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "--time must be a time such as 2026-11-28T08:00:00Z, not " + time, e);
        }
    }
}
