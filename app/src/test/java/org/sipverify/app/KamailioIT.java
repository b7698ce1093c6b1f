package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.VerifierStandIn;

/** A call from sipp to sipp by way of a real Kamailio, which asks the packaged server and follows its 302. */
class KamailioIT {
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
                var kamailio = Kamailio.start(
                        directory, "kamailio.cfg", kamailioPort, Map.of("SIP_VERIFY", "127.0.0.1:" + server.sipPort))) {
            var answering = new Sipp(directory, "callee");
            try (var callee = answering.answering(calleePort)) {
                var caller = new Sipp(directory, "caller")
                        .headers(CallsIT.signed() + "\nX-VVP-Brand-Name: Forged")
                        .run(kamailioPort);

                assertEquals(0, caller.exitCode(), () -> caller.messages() + kamailio.program.text());
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
}
