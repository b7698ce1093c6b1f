package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.VerifierStandIn;

/** A call from sipp to sipp by way of a real Kamailio, which asks the packaged server and follows its 302. */
class KamailioIT {
    private static final Path CONFIGURATION = Path.of("../scripts/kamailio/kamailio.cfg");

    @TempDir
    private Path directory;

    @Test
    void followsTheRedirectWithTheVerdict() throws Exception {
        var kamailioPort = FreePort.next();
        var calleePort = FreePort.next();
        try (var verifier = new VerifierStandIn();
                var server = PackagedServer.start(
                        directory,
                        "verifier.url=" + verifier.url(),
                        "verifier.timeout=60s",
                        "redirect.target=sip:127.0.0.1:" + calleePort);
                var kamailio = kamailio(kamailioPort, server.sipPort)) {
            var answering = new Sipp(directory, "callee");
            try (var callee = answering.answering(calleePort)) {
                var caller = new Sipp(directory, "caller")
                        .headers(CallsIT.signed() + "\nX-VVP-Brand-Name: Forged")
                        .run(kamailioPort);

                assertEquals(0, caller.exitCode(), () -> caller.messages() + kamailio.text());
                var received = answering.result(callee.await(), callee);
                assertEquals(0, received.exitCode(), received.screen());
                assertTrue(received.messages().contains("X-VVP-Status: VALID"), received.messages());
                assertTrue(received.messages().contains("X-VVP-Brand-Name: ACME Corporation"), received.messages());
                assertTrue(received.messages().contains("X-VVP-Caller-ID: +15551234567"), received.messages());
                assertTrue(!received.messages().contains("Forged"), received.messages());
                assertTrue(received.messages().contains("BYE sip:"), "the call was completed");
            }
            assertEquals(1, verifier.asked());
        }
    }

    /** In the foreground, on free loopback ports; its children end with it. */
    private Program kamailio(int port, int serverPort) throws IOException, InterruptedException {
        var text = Files.readString(CONFIGURATION)
                .replace("LISTEN", "127.0.0.1:" + port)
                .replace("SIP_VERIFY", "127.0.0.1:" + serverPort)
                .replace("MODULES", modules());
        var file = Files.writeString(directory.resolve("kamailio.cfg"), text);
        var runtime = Files.createDirectory(directory.resolve("run"));
        var program = Program.start(
                directory,
                Map.of(),
                List.of("kamailio", "-DD", "-E", "-f", file.toString(), "-Y", runtime.toString(), "-m", "64"));
        try {
            program.awaitUdp(port);
            var probe = new Sipp(directory, "options")
                    .expecting(200, 405)
                    .headers("")
                    .run(port);
            assertEquals(0, probe.exitCode(), () -> probe.screen() + program.text());
            return program;
        } catch (AssertionError dumb) {
            program.close();
            throw dumb;
        }
    }

    private static String modules() {
        return Stream.of("/usr/lib/x86_64-linux-gnu/kamailio/modules", "/usr/lib/aarch64-linux-gnu/kamailio/modules")
                .filter(folder -> Files.isDirectory(Path.of(folder)))
                .findFirst()
                .orElse("/usr/lib/kamailio/modules");
    }
}
