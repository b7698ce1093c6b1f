package org.sipverify.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.client.StandaloneClient.Means;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.probe.CallProbe;
import org.sipverify.sip.tls.TlsCaller;
import org.sipverify.sip.tls.TlsFileException;
import org.sipverify.sip.transport.TlsClient;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip-verify call}: places one call and shows how the server answers it. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = {
            "Place one call and print the answer.",
            "Signs a fresh PASSporT with the demo key of \"serve --demo\", sends a real INVITE, acknowledges the answer,"
                    + " and prints its status line, Contact and X-VVP headers. Ends with 0 when an answer came."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class CallCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "KIND",
            description =
                    "valid: signed by the demo signer. invalid: the signature broken. expired: signed an hour ago."
                            + " none: without VVP headers. Or a NUMBER to call from, with a valid signature.")
    private String kind = "";

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            description =
                    "The server to call: HOST:PORT, a domain, or a SIP URI such as sip:example.com;transport=tcp. A domain"
                            + " is resolved by NAPTR, SRV, A and AAAA; when one server fails the next is tried"
                            + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "127.0.0.1:${env:VVP_SIP_VERIFY_PORT:-5061}")
    private String server = "";

    @Option(
            names = "--transport",
            description = "udp, tcp or tls (default: what the server offers; over 1300 bytes not udp).")
    private String transport = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file of the certificate authorities to trust for TLS (default: those of the JDK).")
    private @Nullable Path authorities;

    @Option(names = "--to", paramLabel = "NUMBER", description = "The called number.", defaultValue = "+14155551234")
    private String callee = "";

    @Option(names = "--demo", paramLabel = "DIR", description = "Where the demo key is.", defaultValue = "var/demo")
    private Path demo = Path.of("");

    @Mixin
    private CredentialOptions credentials = new CredentialOptions();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait.", defaultValue = "10")
    private int seconds;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() throws Exception {
        var named = DemoCredentials.named(kind);
        var caller = named.isPresent() ? DemoSigner.NUMBER : number(kind);
        var target = target();
        var headers = named.orElse(DemoCredentials.VALID).headers(demo, caller, callee, Instant.now());
        var answer = new CallProbe(caller, callee, headers, credentials.read())
                .place(target, means(), Duration.ofSeconds(seconds));
        var out = spec.commandLine().getOut();
        answer.failures().forEach(failure -> spec.commandLine().getErr().println(Terminal.safe(failure)));
        out.println(Terminal.safe(answer.status() + " " + answer.reason()));
        answer.headers().fields().stream()
                .filter(field -> field.name().regionMatches(true, 0, "X-VVP-", 0, 6)
                        || field.name().equalsIgnoreCase("Contact"))
                .forEach(field -> out.println(Terminal.safe(field.name() + ": " + field.value())));
        out.println("answered by " + answer.hop());
        out.flush();
        return 0;
    }

    private String number(String text) {
        if (!text.matches("\\+?[0-9]{1,15}")) {
            throw mistake("KIND must be valid, invalid, expired, none or a telephone number, not " + text);
        }
        return text;
    }

    private Target target() {
        try {
            var target = Target.parse(server);
            return transport.isEmpty() ? target : target.over(wire());
        } catch (IllegalArgumentException e) {
            throw mistake("--server must be HOST:PORT, a domain or a SIP URI: " + e.getMessage());
        }
    }

    private Transport wire() {
        return switch (transport.toLowerCase(Locale.ROOT)) {
            case "udp" -> Transport.UDP;
            case "tcp" -> Transport.TCP;
            case "tls" -> Transport.TLS;
            default -> throw mistake("--transport must be udp, tcp or tls, not " + transport);
        };
    }

    private Means means() {
        var settings = config.settings(config.configuration());
        var outbound = settings.sip().outbound();
        var locator = new Locator(outbound.dns(), EnumSet.allOf(Transport.class), TransportMeter.NONE);
        return new Means(
                locator, outbound.connectTimeout(), settings.sip().server().limits(), Optional.of(trust(outbound)));
    }

    private TlsClient trust(OutboundConfig outbound) {
        try {
            return TlsCaller.trusting(Optional.ofNullable(authorities), outbound.connectTimeout());
        } catch (TlsFileException e) {
            throw mistake("--ca: " + e.getMessage());
        }
    }

    private ParameterException mistake(String what) {
        return new ParameterException(spec.commandLine(), Terminal.safe(what));
    }
}
