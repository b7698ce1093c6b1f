package org.sipverify.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrialCallTest {
    private static final TrialCall CALL =
            new TrialCall("+15551234567", "+14155551234", Headers.NONE.with("X-Odd", "one"));

    @ParameterizedTest
    @EnumSource
    void getsItsAnswer(Transport transport) throws Exception {
        var port = Peer.freePort();
        var config =
                new SipConfig("127.0.0.1", port, Set.of(transport), "", 10, 5, 1300, Samples.LIMITS, Samples.TRUSTING);
        try (var server = SipServer.start(config, TrialCallTest::echo, SipMeter.NONE)) {
            assertEquals(
                    transport.token() + " 127.0.0.1:" + port, server.listeners().get(0));

            var response = CALL.place(at(port), transport, Duration.ofSeconds(5));

            assertEquals(302, response.status());
            assertEquals("Moved Temporarily", response.reason());
            assertEquals(Optional.of("one"), response.headers().first("X-Echo"));
        }
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        var nobody = at(Peer.freePort());

        assertThrows(IOException.class, () -> CALL.place(nobody, Transport.UDP, Duration.ofMillis(700)));
        assertThrows(IOException.class, () -> CALL.place(nobody, Transport.TCP, Duration.ofMillis(700)));
    }

    private static void echo(IncomingCall call) {
        call.trying();
        call.answer(new Answer(302, "Moved Temporarily")
                .with("X-Echo", call.invite().headers().first("X-Odd").orElse("")));
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
