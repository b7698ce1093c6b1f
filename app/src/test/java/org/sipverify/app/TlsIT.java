package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.PemFiles;

/** Others' programs call the packaged server over TLS, and look at its certificate. */
class TlsIT {
    @TempDir
    private Path directory;

    private final CertificateAuthority authority = new CertificateAuthority("ca");
    private PemFiles files;
    private Path ca;
    private PemFiles.Pair shown;
    private int port;
    private PackagedServer server;

    @BeforeEach
    void start() throws Exception {
        files = new PemFiles(directory);
        ca = files.write("ca.pem", PemFiles.text(authority.certificate()));
        shown = renew();
        port = FreePort.next();
        server = PackagedServer.start(
                directory,
                "sip.tls.enabled=true",
                "sip.tls.port=" + port,
                "sip.tls.cert-file=" + shown.certificate(),
                "sip.tls.key-file=" + shown.key(),
                "policy.reload-interval=100ms");
    }

    private PemFiles.Pair renew() {
        return files.write("server", authority.issue("ip:127.0.0.1", "dns:localhost"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Debian's sipp is built without TLS, so socat encrypts for it, and it says TLS in its Via. */
    @Test
    void sippCallsOverTls() throws Exception {
        var tunnel = FreePort.next();
        var socat = List.of(
                "socat",
                "TCP-LISTEN:" + tunnel + ",bind=127.0.0.1,reuseaddr,fork",
                "OPENSSL:127.0.0.1:" + port + ",verify=1,commonname=localhost,cafile=" + ca);
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
        var other = files.write("other.pem", PemFiles.text(new CertificateAuthority("other").certificate()))
                .toString();
        var command = List.of(
                "openssl", "s_client", "-connect", "127.0.0.1:" + port, "-CAfile", other, "-verify_return_error");
        try (var client = Program.start(directory, Map.of(), command)) {
            assertTrue(client.await() != 0, client.text());
        }

        server.program.awaitText(": rejected by the peer"); // and why, where the JDK can read an alert in plain
        assertEquals(1, server.metric("sipverify_transport_errors_total{reason=\"tls_handshake\"}"));
    }

    @Test
    void aRenewedCertificateIsShownAndABrokenOneIsNot() throws Exception {
        var gauge = "sipverify_tls_certificate_expiry_timestamp_seconds{certificate=\"" + shown.certificate() + "\"}";
        var first = serial();
        assertTrue(server.metric(gauge) > 1e9, server.get("/metrics"));

        renew();
        server.program.awaitText("server.key is in force");
        awaitAnother(first);
        var second = serial();

        Files.writeString(shown.key(), "no key\n");
        server.program.awaitText("server.key: has no PEM private key; the last good tls stays in force");
        assertEquals(second, serial());
        assertTrue(server.metric("sipverify_reloads_total{file=\"tls\",result=\"refused\"}") >= 1);
    }

    /** The two files are not exchanged at once, so a first reading may have found one of each. */
    private void awaitAnother(String serial) throws Exception {
        Eventually.isTrue(() -> !serial().equals(serial), server.program::text);
    }

    /** What tells the certificate that is shown. */
    private String serial() {
        var command =
                "openssl s_client -connect 127.0.0.1:" + port + " </dev/null 2>/dev/null | openssl x509 -noout -serial";
        try (var client = Program.start(directory, Map.of(), List.of("bash", "-c", command))) {
            assertEquals(0, client.await(), client.text());
            return client.text();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
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
                """.formatted(ca));
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
        Eventually.isTrue(() -> server.metric(acks) > 0, server.program::text);
        assertEquals(1, server.metric(acks), server.program.text());
    }

    private static void awaitListener(int tunnel) {
        Eventually.isTrue(() -> accepts(tunnel), () -> "socat does not listen");
    }

    private static boolean accepts(int tunnel) {
        try (var probe = new Socket(InetAddress.getLoopbackAddress(), tunnel)) {
            return probe.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
