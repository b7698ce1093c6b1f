package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others' programs call the packaged server over TLS, with certificates that openssl made. */
class TlsIT {
    @TempDir
    private Path directory;

    private TestCa ca;
    private int port;
    private PackagedServer server;

    @BeforeEach
    void start() throws Exception {
        ca = new TestCa(directory, "ca");
        ca.issue("server");
        port = Ports.free();
        server = PackagedServer.start(
                directory,
                Stream.concat(Stream.of(ca.serving("server", port)), Stream.of("policy.reload-interval=100ms"))
                        .toArray(String[]::new));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Debian's sipp is built without TLS, so socat encrypts for it, and it says TLS in its Via. */
    @Test
    void sippCallsOverTls() throws Exception {
        var tunnel = Ports.free();
        var socat = List.of(
                "socat",
                "TCP-LISTEN:" + tunnel + ",bind=127.0.0.1,reuseaddr,fork",
                "OPENSSL:127.0.0.1:" + port + ",verify=1,commonname=localhost,cafile=" + ca.certificate());
        try (var encrypting = Program.start(directory, Map.of(), socat)) {
            awaitListener(tunnel);

            var result = new Sipp(directory, "invite")
                    .sending("[transport]", "TLS")
                    .headers(CallsIT.signed())
                    .with("-t", "t1")
                    .run(tunnel);

            assertEquals(0, result.exitCode(), result.screen() + result.messages() + encrypting.text());
            assertEquals("<sip:+14155551234@127.0.0.1:5060>", result.header("Contact"));
            assertTrue(result.header("Via").startsWith("SIP/2.0/TLS"), result.messages());
        }
    }

    @Test
    void baresipCallsOverTls() throws Exception {
        var phone = baresip();

        assertTrue(phone.contains("TLS 127.0.0.1:" + port + " -> 127.0.0.1:"), phone);
        assertTrue(phone.contains("SIP/2.0 400 Bad Request"), phone);
        assertTrue(phone.contains("X-VVP-Error: Missing VVP verification headers"), phone);
        server.program.awaitText("status=NONE, brand=none, decision=reject");
    }

    /** baresip 1.0.0 takes any certificate, so it is openssl that looks. */
    @Test
    void whoDoesNotTrustTheCertificateIsToldInTheLog() throws Exception {
        var other = new TestCa(directory, "other").certificate().toString();
        var command = List.of(
                "openssl", "s_client", "-connect", "127.0.0.1:" + port, "-CAfile", other, "-verify_return_error");
        try (var client = Program.start(directory, Map.of(), command)) {
            assertTrue(client.await() != 0, client.text());
        }

        server.program.awaitText(": rejected by the peer"); // and why, where the JDK can read an alert in plain
        assertEquals(1, server.metric("sipverify_transport_lost_total{reason=\"tls_handshake\"}"));
    }

    @Test
    void aRenewedCertificateIsShownAndABrokenOneIsNot() throws Exception {
        var gauge =
                "sipverify_tls_certificate_expiry_timestamp_seconds{certificate=\"" + ca.file("server", "pem") + "\"}";
        var first = serial();
        assertTrue(server.metric(gauge) > 1e9, server.get("/metrics"));

        ca.issue("server");
        server.program.awaitText("server.key is in force");
        awaitAnother(first);
        var second = serial();

        Files.writeString(ca.file("server", "key"), "no key\n");
        server.program.awaitText("server.key: has no PEM private key; the last good tls stays in force");
        assertEquals(second, serial());
        assertTrue(server.metric("sipverify_reloads_total{file=\"tls\",result=\"refused\"}") >= 1);
    }

    /** The two files are not exchanged at once, so a first reading may have found one of each. */
    private void awaitAnother(String serial) throws Exception {
        for (var i = 0; i < 600 && serial().equals(serial); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertFalse(serial().equals(serial), server.program.text());
    }

    /** What tells the certificate that is shown. */
    private String serial() throws Exception {
        var command =
                "openssl s_client -connect 127.0.0.1:" + port + " </dev/null 2>/dev/null | openssl x509 -noout -serial";
        try (var client = Program.start(directory, Map.of(), List.of("bash", "-c", command))) {
            assertEquals(0, client.await(), client.text());
            return client.text();
        }
    }

    /** What the phone prints while it places a call. */
    private String baresip() throws Exception {
        var home = Files.createDirectories(directory.resolve("phone"));
        Files.writeString(home.resolve("config"), """
                sip_listen 127.0.0.1:0
                sip_cafile %s
                module_path /usr/lib/baresip/modules
                module g711.so
                module ausine.so
                module_app account.so
                module_app contact.so
                module_app menu.so
                audio_source ausine,440
                audio_player ausine,440
                audio_alert ausine,440
                """.formatted(ca.certificate()));
        Files.writeString(home.resolve("accounts"), "<sip:caller@127.0.0.1;transport=tls>;regint=0\n");
        Files.writeString(home.resolve("contacts"), "");
        var command = List.of("baresip", "-f", home.toString(), "-s", "-e", "/dial sip:+14155551234@127.0.0.1:" + port);
        try (var phone = Program.start(directory, Map.of(), command)) {
            awaitAck();
            phone.signal("TERM"); // it writes down the rest of what it has to say, and ends
            var unused = phone.await(); // its exit code tells nothing of the call
            return phone.text();
        }
    }

    /** Then the phone has read its answer. */
    private void awaitAck() throws Exception {
        var acks = "sipverify_sip_requests_total{method=\"ACK\"}";
        for (var i = 0; i < 600 && server.metric(acks) == 0; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertEquals(1, server.metric(acks), server.program.text());
    }

    private static void awaitListener(int tunnel) throws Exception {
        for (var i = 0; i < 1200; i++) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), tunnel)) {
                assertTrue(probe.isConnected());
                return;
            } catch (ConnectException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new AssertionError("socat does not listen");
    }
}
