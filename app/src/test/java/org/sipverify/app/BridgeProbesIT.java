package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/** The first of two targets of the packaged server dies and comes back. */
class BridgeProbesIT {
    @TempDir
    private static Path directory;

    private static BridgedCalls calls;
    private static Gateway second;
    private static int firstPort;
    private static String first;

    @BeforeAll
    static void start() throws Exception {
        firstPort = FreePort.next();
        first = "sip:127.0.0.1:" + firstPort;
        write("sip:{dest}@127.0.0.1:" + firstPort + ";user=phone", "sip:{dest}@{target}");
        calls = BridgedCalls.start(
                directory,
                directory.resolve("policy.conf"),
                "policy.reload-interval=100ms",
                "sip.probe-interval=1s",
                "sip.probe-timeout=500ms",
                "sip.max-calls-per-target=1");
        second = new Gateway(calls.calleePort, "603 Decline");
    }

    private static void write(String... targets) throws IOException {
        Files.writeString(directory.resolve("policy.conf"), """
                on-valid { action = bridge, destination-template = [ "%s" ] }
                on-invalid = ${on-valid}
                on-indeterminate = ${on-valid}
                on-error = ${on-valid}
                on-none = ${on-valid}
                on-malformed = ${on-valid}
                """.formatted(String.join("\", \"", targets)));
    }

    @AfterAll
    static void stop() throws Exception {
        calls.close();
        second.close();
    }

    @Test
    void callsSkipATargetThatIsDownUntilItIsBack() throws Exception {
        var skipped = "sipverify_target_skipped_total{reason=\"down\",target=\"" + first + "\"}";
        try (var gateway = new Gateway(firstPort, "486 Busy Here")) {
            becomes("up", 1);
            callIsRefused(486);
        }
        becomes("down", 0);
        assertTrue(health().contains("\"status\":\"healthy\""), health());
        assertTrue(
                health().matches("(?s).*\"" + first + "\",\"state\":\"down\",\"reason\":\"[^\"]+\".*"),
                BridgeProbesIT::health);
        assertEquals(0, calls.server.metric(skipped));

        callIsRefused(603);

        assertEquals(1, calls.server.metric(skipped));
        try (var gateway = new Gateway(firstPort, "486 Busy Here")) {
            becomes("up", 1);
            callIsRefused(486);
        }
        assertEquals(1, calls.server.metric(skipped));
        calls.areOver();
        assertEquals(0, calls.server.metric("sipverify_target_calls{target=\"" + first + "\"}"));

        write("sip:{dest}@{target}");

        Eventually.isTrue(() -> !health().contains(first), BridgeProbesIT::health);
        assertTrue(health().contains("\"sip:127.0.0.1:" + calls.calleePort + "\",\"state\":\"up\""), health());
        assertFalse(calls.server.get("/metrics").contains("sipverify_target_up{target=\"" + first));
    }

    private static void callIsRefused(int status) throws Exception {
        var refused = calls.side("caller-is-refused").expecting(486, status).run(calls.server.sipPort);
        assertEquals(0, refused.exitCode(), refused.messages());
    }

    private static void becomes(String state, double gauge) {
        Eventually.isTrue(
                () -> isUp(first) == gauge && health().contains("\"" + first + "\",\"state\":\"" + state + "\""));
    }

    private static double isUp(String target) {
        return calls.server.metric("sipverify_target_up{target=\"" + target + "\"}");
    }

    private static String health() {
        try {
            return calls.server.get("/health");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Answers OPTIONS, and refuses calls with a status of its own. */
    private static final class Gateway implements AutoCloseable {
        private final String refusal;
        private final DatagramSocket socket;
        private final Thread thread = new Thread(this::serve, "gateway");

        Gateway(int port, String refusal) throws IOException {
            this.refusal = refusal;
            this.socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
            thread.start();
        }

        private void serve() {
            var packet = new DatagramPacket(new byte[65_536], 65_536);
            try {
                while (true) {
                    packet.setLength(65_536);
                    socket.receive(packet);
                    var request = new String(packet.getData(), 0, packet.getLength(), UTF_8);
                    if (!request.startsWith("ACK ")) {
                        var response = response(request).getBytes(UTF_8);
                        socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
                    }
                }
            } catch (SocketException closed) {
                // that is its end
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private String response(String request) {
            var status = request.startsWith("OPTIONS ") ? "200 OK" : refusal;
            return request.lines()
                    .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                    .map(line -> line.startsWith("To: ") ? line + ";tag=gateway" : line)
                    .collect(Collectors.joining("\r\n", "SIP/2.0 " + status + "\r\n", "\r\nContent-Length: 0\r\n\r\n"));
        }

        @Override
        public void close() throws InterruptedException {
            socket.close();
            thread.join();
        }
    }
}
