package org.sipverify.app.cli.sips;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.cli.ConfigOptions;
import org.sipverify.app.cli.CredentialOptions;
import org.sipverify.app.sips.ProbeJson;
import org.sipverify.formats.net.HostPort;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.sip.dns.AddressLookup;
import org.sipverify.sip.sips.ProbeOrder;
import org.sipverify.sip.sips.ProbeResult;
import org.sipverify.sip.sips.SipsProbe;
import org.sipverify.sip.sips.SipsUri;
import org.sipverify.sip.sips.TargetGuard;
import org.sipverify.sip.sips.TargetRefusedException;
import org.sipverify.sip.sips.TargetRules;
import org.sipverify.sip.tls.ExaminedPeer.Trust;
import org.sipverify.sip.tls.TlsFileException;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of every kind of probe, and how one is run and shown. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class ProbeOptions {
    private static final int MOST_SECONDS = 600;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SERVER",
            description = "The server: HOST or HOST:PORT (default port: 5061). Its certificate must name the host.")
    private String server = "";

    @Option(
            names = "--from",
            paramLabel = "URI",
            description = "Who asks (default: ${DEFAULT-VALUE}).",
            defaultValue = "sips:probe@localhost")
    private String from = "";

    @Option(names = "--to", paramLabel = "URI", description = "Who is asked (default: the server itself).")
    private String to = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "PEM file of the certificate authorities to trust (default: sips-api.ca-file, or those of the JDK).")
    private @Nullable Path authorities;

    @Mixin
    private CredentialOptions credentials = new CredentialOptions();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait.", defaultValue = "15")
    private int seconds;

    @Option(names = "--json", description = "Print what the HTTP API answers.")
    private boolean json;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    /** Runs one kind of probe. */
    interface Run {
        ProbeResult of(SipsProbe probe, ProbeOrder order) throws TargetRefusedException, InterruptedException;
    }

    /** Runs it and prints what it finds out; the exit code. */
    int run(Run kind) throws InterruptedException {
        var order = order();
        try {
            var result = kind.of(probe(), order);
            var out = spec.commandLine().getOut();
            var found = new ProbeJson(order.host(), order.port(), Instant.now()).of(result);
            if (json) {
                out.println(Terminal.safe(found.toString()));
            } else {
                new ProbeText(found).lines().forEach(line -> out.println(Terminal.safe(line)));
            }
            out.flush();
            return result.isSuccess() ? 0 : 1;
        } catch (TargetRefusedException e) {
            throw mistake("SERVER: " + e.why());
        }
    }

    private SipsProbe probe() {
        var settings = config.settings(config.configuration());
        var names = new AddressLookup(settings.sip().outbound().dns());
        try {
            var file = Optional.ofNullable(authorities)
                    .or(() -> settings.ops().sips().caFile());
            return new SipsProbe(new TargetGuard(TargetRules.ANY, names), Trust.in(file));
        } catch (TlsFileException e) {
            throw mistake("--ca: " + e.getMessage());
        }
    }

    private ProbeOrder order() {
        var place = place();
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw mistake("--timeout must be 1 to " + MOST_SECONDS + ", not " + seconds);
        }
        return new ProbeOrder(
                place.host(),
                place.port() == 0 ? ProbeOrder.PORT : place.port(),
                uri("--from", from),
                uri("--to", to.isEmpty() ? "sips:" + HostPort.host(place.host()) : to),
                Duration.ofSeconds(seconds),
                credentials.read());
    }

    /** The host without brackets. */
    private record Place(String host, int port) {}

    private Place place() {
        try {
            if (IpAddress.parse(server).isPresent()) {
                return new Place(server, 0);
            }
            var read = HostPort.parse(server);
            return new Place(ProbeOrder.host(read.host()), read.port());
        } catch (IllegalArgumentException e) {
            throw mistake("SERVER: " + e.getMessage());
        }
    }

    private SipsUri uri(String option, String text) {
        try {
            return SipsUri.parse(text);
        } catch (IllegalArgumentException e) {
            throw mistake(option + ": " + e.getMessage());
        }
    }

    private ParameterException mistake(String what) {
        return new ParameterException(spec.commandLine(), Terminal.safe(what));
    }
}
