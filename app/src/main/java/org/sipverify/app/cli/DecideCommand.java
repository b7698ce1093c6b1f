package org.sipverify.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.Finding;
import org.sipverify.app.call.ResponseBuilder;
import org.sipverify.app.config.Settings;
import org.sipverify.policy.Policy;
import org.sipverify.sip.Invite;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.vcon.show.Terminal;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;
import org.sipverify.verifier.http.HttpVerifier;
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
            "Nothing is sent and nobody is asked. Without --verdict every verdict the INVITE could get is played through."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class DecideCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy (default: the configured one).")
    private @Nullable Path policyFile;

    @Option(names = "--invite", paramLabel = "FILE", required = true, description = "The INVITE, as on the wire.")
    private Path inviteFile = Path.of("");

    @Option(names = "--verdict", paramLabel = "FILE", description = "The verifier's answer, in JSON.")
    private @Nullable Path verdictFile;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            description = "Where the INVITE comes from (default: ${DEFAULT-VALUE}).",
            defaultValue = "127.0.0.1")
    private String source = "";

    @Override
    public Integer call() throws IOException {
        var settings = config.settings(config.configuration());
        var file = policyFile == null ? settings.policyFile() : policyFile;
        var policy = Policy.read(file.toFile(), settings.target().toString());
        var invite = invite();
        var out = spec.commandLine().getOut();
        for (var finding : findings(invite, settings)) {
            explain(out, policy, invite, finding, settings);
        }
        out.flush();
        return 0;
    }

    private static void explain(PrintWriter out, Policy policy, Invite invite, Finding finding, Settings settings) {
        var parties = CallParties.of(invite, settings.numbering());
        var facts = finding.facts(invite, parties);
        var ruling = policy.decide(facts);
        print(
                out,
                "%s: %s calls %s from %s"
                        .formatted(facts.outcome().text(), facts.orig(), facts.dest(), facts.source()));
        policy.explain(facts).forEach(line -> print(out, "  " + line));
        if (ruling.observed()) {
            var decided = ruling.decided().action();
            print(
                    out,
                    "  decided: %s by %s; not done, because the policy only observes"
                            .formatted(decided, ruling.rule()));
        }
        ruling.refused().forEach(name -> print(out, "  left out: " + name + ": its value holds a control character"));
        var answer = new ResponseBuilder(settings.passThrough()).to(invite, finding, ruling);
        print(out, "  SIP/2.0 " + answer.status() + " " + answer.reason());
        Stream.concat(answer.headers().fields().stream(), answer.expendable().fields().stream())
                .forEach(field -> print(out, "  " + field.name() + ": " + field.value()));
        out.println();
    }

    /** One line, whatever text of others is in it. */
    private static void print(PrintWriter out, String line) {
        out.println(Terminal.safe(line));
    }

    private List<Finding> findings(Invite invite, Settings settings) throws IOException {
        try {
            var credentials = Credentials.read(invite.headers()::all);
            if (credentials.isEmpty()) {
                return List.of(Finding.none());
            }
            var passport = credentials.get().passport();
            return verdicts(credentials.get()).stream()
                    .map(verdict -> Finding.of(verdict, passport, settings.verifier()))
                    .toList();
        } catch (MalformedCredentialsException e) {
            return List.of(Finding.malformed(e.reason()));
        }
    }

    private List<Verification> verdicts(Credentials credentials) throws IOException {
        if (verdictFile == null) {
            return List.of(
                    Verification.valid(""),
                    Verification.invalid("SIGNATURE_INVALID", ""),
                    Verification.indeterminate("", ""),
                    Verification.error(NoVerdict.VERIFIER_TIMEOUT));
        }
        return List.of(HttpVerifier.ofReply(Files.readAllBytes(verdictFile), credentials));
    }

    private Invite invite() throws IOException {
        var from = new InetSocketAddress(source, 5060);
        if (from.isUnresolved()) {
            throw new ParameterException(spec.commandLine(), "--source needs an address, not " + source);
        }
        try {
            return Invite.parse(onTheWire(Files.readString(inviteFile)), from);
        } catch (MalformedMessageException e) {
            throw new ParameterException(
                    spec.commandLine(), Terminal.safe(inviteFile + " is not a SIP INVITE: " + e.getMessage()), e);
        }
    }

    /** Editors write bare line feeds and leave the empty line at the end away; SIP wants neither. */
    private static byte[] onTheWire(String text) {
        var lines = text.replace("\r\n", "\n").stripTrailing() + "\n\n";
        return lines.replace("\n", "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
