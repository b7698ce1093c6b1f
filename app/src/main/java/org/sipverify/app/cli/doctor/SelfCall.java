package org.sipverify.app.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sipverify.app.cli.DemoCredentials;
import org.sipverify.app.cli.DemoSigner;
import org.sipverify.app.config.ConfigurationSource;
import org.sipverify.app.config.FirstReading;
import org.sipverify.app.config.LastGood;
import org.sipverify.app.config.Settings;
import org.sipverify.app.server.Server;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.client.StandaloneClient.Means;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.probe.CallProbe;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter;

/**
 * A call to a second server, which this process starts on loopback with the same configuration and policy, but trusting one
 * key that is made for it: so the whole way of a call is gone, whatever verifier is configured, and no record of it is left.
 *
 * @param source the configuration
 * @param demo a directory for the key
 */
record SelfCall(ConfigurationSource source, Settings settings, Path demo) {
    private static final String SUBJECT = "call";
    private static final String CALLEE = "+14155551234";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    Diagnosis look() throws InterruptedException {
        try {
            var port = freePort();
            var alone = alone(port);
            try (var unused = new Server(alone, FirstReading.of(alone, LastGood.none()), LastGood.none())) {
                return answered(call(port));
            }
        } catch (IOException | CannotListenException e) {
            return Diagnosis.fail(
                    SUBJECT,
                    "a call by a key made for it fails: " + e.getMessage(),
                    "see that this machine lets programs connect on 127.0.0.1");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The same server without the outside world. */
    private ConfigurationSource alone(int port) {
        var options = new LinkedHashMap<>(source.options());
        options.putAll(Map.of(
                "sip.host", "127.0.0.1",
                "sip.port", String.valueOf(port),
                "sip.transport", "tcp",
                "sip.tls.enabled", "false",
                "sip.admission.allow", "[]",
                "sip.admission.deny", "[]",
                "sip.hep.collector", "",
                "http.port", "0",
                "vcon.directory", "",
                "verifier.url", ""));
        options.put("verifier.signers-file", "");
        return new ConfigurationSource(
                source.file(),
                source.home(),
                options,
                source.environment(),
                it -> DemoSigner.trusted(source.adjusted().apply(it), demo));
    }

    private CallProbe.Response call(int port) throws IOException, InterruptedException {
        var headers = DemoCredentials.VALID.headers(demo, DemoSigner.NUMBER, CALLEE, Instant.now());
        var outbound = settings.sip().outbound();
        var locator = new Locator(outbound.dns(), EnumSet.of(Transport.TCP), TransportMeter.NONE);
        var means = new Means(
                locator, outbound.connectTimeout(), settings.sip().server().limits(), Optional.empty());
        var target = Target.parse("127.0.0.1:" + port).over(Transport.TCP);
        return new CallProbe(DemoSigner.NUMBER, CALLEE, headers).place(target, means, LIMIT);
    }

    private static Diagnosis answered(CallProbe.Response answer) {
        var status = answer.headers().first("X-VVP-Status").orElse("none");
        var text = "a call by a key made for it is %s and answered %d %s%s"
                .formatted(
                        status,
                        answer.status(),
                        answer.reason(),
                        answer.headers().first("Contact").map(to -> " to " + to).orElse(""));
        return status.equals("VALID")
                ? Diagnosis.ok(SUBJECT, text)
                : Diagnosis.fail(
                        SUBJECT,
                        text,
                        "it should be VALID: see what \"sip-verify decide\" says of the policy, and the clock");
    }
}
