package org.sipverify.sip.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.testbed.Openssl;
import org.sipverify.testkit.Eventually;

/** Attacks on the running server with the TLS client of OpenSSL; docs/reference/jain-sip-defects.md says what the stock transports do. */
class TlsOpensslDefectsTest extends AttackedOverTls {
    @ParameterizedTest
    @MethodSource
    void oldProtocolsAndSuitesAreRefused(List<String> options, String reason) throws Exception {
        tls.certificate("rsa", CA.issueRsa("dns:rsa.example")).start();

        var client = Openssl.client(tls.port(), options);

        assertTrue(client.contains("Cipher is (NONE)"), client);
        Eventually.isTrue(() -> log.lines().stream().anyMatch(line -> line.endsWith(reason)));
    }

    static Stream<Arguments> oldProtocolsAndSuitesAreRefused() {
        var old = "no common protocol version";
        var suite = "no common cipher suite";
        var weak = "@SECLEVEL=0";
        return Stream.of(
                argumentSet("TLS 1.1", List.of("-tls1_1", "-cipher", "ALL:" + weak), old),
                argumentSet("TLS 1.0", List.of("-tls1", "-cipher", "ALL:" + weak), old),
                argumentSet("CBC", List.of("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA:" + weak), suite),
                argumentSet("CBC with SHA384", List.of("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA384"), suite),
                argumentSet(
                        "no forward secrecy",
                        List.of("-tls1_2", "-servername", "rsa.example", "-cipher", "AES256-GCM-SHA384"),
                        suite),
                argumentSet(
                        "anonymous",
                        List.of("-tls1_2", "-cipher", "AECDH-AES256-SHA:ADH-AES256-GCM-SHA384:" + weak),
                        suite),
                argumentSet("CCM", List.of("-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256"), suite));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384",
                "-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256",
                "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256",
                "-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256",
                "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305",
                "-tls1_2 -servername rsa.example -cipher ECDHE-RSA-AES256-GCM-SHA384",
                "-tls1_2 -servername rsa.example -cipher ECDHE-RSA-AES128-GCM-SHA256",
                "-tls1_2 -servername rsa.example -cipher ECDHE-RSA-CHACHA20-POLY1305"
            })
    void goodSuitesAreSpokenWithOpenssl(String options) throws Exception {
        tls.certificate("rsa", CA.issueRsa("dns:rsa.example")).start();

        var client = Openssl.client(tls.port(), List.of(options.split(" ")));

        assertTrue(client.contains("Cipher is " + options.substring(options.lastIndexOf(' ') + 1)), client);
    }

    @Test
    void renegotiationIsRefused() throws Exception {
        tls.start();

        var client = Openssl.renegotiate(tls.port());

        assertTrue(client.contains("RENEGOTIATING"), client);
        Eventually.isTrue(() -> log.lines().stream().anyMatch(line -> line.endsWith("renegotiation is refused")));
        assertEquals(1, tls.failures());
    }
}
