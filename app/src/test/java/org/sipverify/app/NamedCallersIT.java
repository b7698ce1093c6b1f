package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.PemFiles;
import org.sipverify.testkit.TcpPeer;

/** Callers with a name, a policy of their own, and a list that changes, on the packaged server over TLS. */
class NamedCallersIT {
    @TempDir
    private Path directory;

    private final CertificateAuthority authority = new CertificateAuthority("ca");

    @Test
    void aCallerIsKnownByItsCertificateAndAListIsReloaded() throws Exception {
        var files = new PemFiles(directory);
        var shown = files.write("server", authority.issue("ip:127.0.0.1", "dns:localhost"));
        var ca = files.write("ca.pem", PemFiles.text(authority.certificate()));
        var port = FreePort.next();
        var list = Files.writeString(directory.resolve("unwanted.txt"), "+1999\n");
        var policy = Files.copy(recipe("unwanted.conf"), directory.resolve("policy.conf"));
        var own = Files.copy(recipe("fail-closed.conf"), directory.resolve("acme.conf"));
        var acme = authority.trusting(authority.issue("dns:sbc.acme.example"));
        try (var server = PackagedServer.start(
                directory,
                "policy.path=" + policy,
                "policy.reload-interval=100ms",
                "sip.tls.enabled=true",
                "sip.tls.port=" + port,
                "sip.tls.cert-file=" + shown.certificate(),
                "sip.tls.key-file=" + shown.key(),
                "sip.tls.ca-file=" + ca,
                "sip.tls.client-auth=want",
                "callers.acme.tls-identity=[\"*.acme.example\"]",
                "callers.acme.policy=" + own)) {
            assertEquals(List.of("302", "428"), List.of(call(port, authority.trusting()), call(port, acme)));
            server.program.awaitText(", caller=acme");
            assertEquals(1, server.metric("sipverify_caller_calls_total{caller=\"acme\",outcome=\"none\"}"));
            assertEquals(1, server.metric("sipverify_caller_calls_total{caller=\"none\",outcome=\"none\"}"));

            replace(list, "# all of one country\n+1*\n");
            server.program.awaitText("is in force");

            assertEquals("607", call(port, authority.trusting()));
            assertTrue(server.program.text().contains("policy.conf, "), server.program.text());
        }
    }

    private static Path recipe(String name) {
        return Path.of("../conf/policies", name);
    }

    /** At once: a server that looks in between must not find half of it. */
    private void replace(Path file, String text) throws Exception {
        Files.move(Files.writeString(directory.resolve("next"), text), file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The status of a call without credentials. */
    private static String call(int port, SSLContext context) throws Exception {
        try (var peer = TcpPeer.secure(port, context)) {
            peer.write(peer.request("INVITE").toString());
            var answer = peer.read();
            while (answer.startsWith("SIP/2.0 1")) {
                answer = peer.read();
            }
            return answer.substring(8, 11);
        }
    }
}
