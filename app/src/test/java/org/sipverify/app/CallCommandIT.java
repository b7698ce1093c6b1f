package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.FreePort;

/** {@code sip-verify call} against sipp, which repeats its response until it is acknowledged. */
class CallCommandIT {
    @ParameterizedTest
    @MethodSource
    void theResponseIsShownAndAcknowledged(String scenario, String shown, String last, @TempDir Path directory)
            throws Exception {
        var port = FreePort.next();
        var answering = new Sipp(directory, scenario);
        try (var callee = answering.answering(port)) {
            var ran = Ran.command("call", "none", "--server", "127.0.0.1:" + port, "--timeout", "60");

            assertEquals(0, ran.code(), ran.err());
            assertTrue(ran.out().startsWith(shown), ran.out());
            var received = answering.result(callee.await(), callee);
            assertEquals(0, received.exitCode(), received.screen());
            assertTrue(received.messages().contains(last + " sip:"), received.messages());
        }
    }

    static Stream<Arguments> theResponseIsShownAndAcknowledged() {
        return Stream.of(
                argumentSet("it accepts the call, which is ended then", "callee", "200 OK", "BYE"),
                argumentSet("it is busy", "busy", "486 Busy Here", "ACK"));
    }
}
