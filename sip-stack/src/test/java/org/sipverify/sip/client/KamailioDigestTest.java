package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.dns.Target;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/**
 * Credentials as a real Kamailio with its auth module checks them. Its auth-int is not among the rows: Kamailio 5.6
 * rejects a proof that covers the body as RFC 7616 has it.
 */
@Tag("slow")
class KamailioDigestTest extends Sending {
    private static final String CONFIGURATION = """
            #!KAMAILIO
            debug=0
            log_stderror=yes
            children=1
            listen=udp:127.0.0.1:%1$d
            listen=tcp:127.0.0.1:%1$d
            mpath="%2$s"
            loadmodule "pv.so"
            loadmodule "sl.so"
            loadmodule "auth.so"
            modparam("auth", "algorithm", "%3$s")
            request_route {
                if (method == "ACK") { exit; }
                if (method == "OPTIONS") { sl_send_reply("200", "OK"); exit; }
                if (!pv_%4$s_authenticate("kamailio.test", "wonder", "0")) {
                    %5$s_challenge("kamailio.test", "%6$d");
                    exit;
                }
                sl_send_reply("404", "Known");
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource
    void theRightPasswordIsAcceptedAndAWrongOneIsNot(String algorithm, boolean proxy, int qop, String transport)
            throws Exception {
        var port = FreePort.next();
        var kamailio = start(port, algorithm, proxy, qop);
        try {
            var target = Target.parse("127.0.0.1:" + port + ";transport=" + transport);
            awaitAnswer(target);

            for (var method : List.of("REGISTER", "INVITE")) {
                assertEquals("404", ask(method, target, "wonder"), method);
                assertEquals(proxy ? "407" : "401", ask(method, target, "wander"), method);
            }
        } finally {
            kamailio.destroy();
            kamailio.waitFor(20, TimeUnit.SECONDS);
        }
    }

    static Stream<Arguments> theRightPasswordIsAcceptedAndAWrongOneIsNot() {
        return Stream.of(
                argumentSet("MD5, qop auth, 401, UDP", "MD5", false, 1, "udp"),
                argumentSet("MD5, qop auth, 407, TCP", "MD5", true, 1, "tcp"),
                argumentSet("SHA-256, qop auth, 407, UDP", "SHA-256", true, 1, "udp"),
                argumentSet("SHA-256, without qop, 401, TCP", "SHA-256", false, 0, "tcp"));
    }

    private String ask(String method, Target target, String password) throws InterruptedException {
        var asked = new Events();
        var alice = new Credentials("alice", new Secret(password));
        client.sender().send(request(method, target), new Manner(alice, LONG, Optional.empty()), asked);
        var event = asked.next();
        return event.startsWith("1") ? asked.next() : event;
    }

    /** Before it listens, the system refuses each datagram at once. */
    private void awaitAnswer(Target target) {
        Eventually.isTrue(() -> isAnswered(target), () -> "Kamailio does not answer");
    }

    private boolean isAnswered(Target target) {
        var probe = new Events();
        client.sender().send(request("OPTIONS", target), new Manner(Duration.ofSeconds(5)), probe);
        try {
            return probe.next().equals("200");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start(int port, String algorithm, boolean proxy, int qop) throws IOException {
        var text = CONFIGURATION.formatted(
                port, modules(), algorithm, proxy ? "proxy" : "www", proxy ? "proxy" : "www", qop);
        var file = Files.writeString(directory.resolve("kamailio.cfg"), text);
        var runtime = Files.createDirectories(directory.resolve("run"));
        return new ProcessBuilder("kamailio", "-DD", "-E", "-f", file.toString(), "-Y", runtime.toString(), "-m", "64")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("kamailio.log").toFile())
                .start();
    }

    private static String modules() {
        return Stream.of("/usr/lib/x86_64-linux-gnu/kamailio/modules", "/usr/lib/aarch64-linux-gnu/kamailio/modules")
                .filter(folder -> Files.isDirectory(Path.of(folder)))
                .findFirst()
                .orElse("/usr/lib/kamailio/modules");
    }
}
