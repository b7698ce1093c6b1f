package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.PemFiles;

/**
 * A real Kamailio that stays in the call is in front of the packaged server, behind it, or on both sides: requests within
 * the call go through it in both directions.
 */
class BridgeProxiesIT {
    private static final String CALLED = "+14155551234";
    private static final String BEHIND = "+14155550001";
    private static final String BEHIND_TLS = "+14155550002";

    @TempDir
    private static Path directory;

    private static BridgedCalls calls;
    private static Kamailio front;
    private static Kamailio frontByTls;
    private static Kamailio behind;

    @BeforeAll
    static void start() throws Exception {
        var files = new PemFiles(directory);
        var authority = new CertificateAuthority("ca");
        var shown = files.write("server", authority.issue("ip:127.0.0.1", "dns:localhost"));
        var ca = files.write("ca.pem", PemFiles.text(authority.certificate()));
        var behindPort = FreePort.next();
        var behindTlsPort = FreePort.next();
        var tlsPort = FreePort.next();
        var policy = Files.writeString(
                directory.resolve("policy.conf"), """
                rules = [
                  { name = "behind", when { dest = "%s" }
                    action = bridge, destination-template = "sip:{dest}@127.0.0.1:%d" }
                  { name = "behind-tls", when { dest = "%s" }
                    action = bridge, destination-template = "sip:{dest}@127.0.0.1:%d;transport=tls" }
                ]
                on-valid { action = bridge, destination-template = "sip:{dest}@{target}" }
                on-invalid = ${on-valid}
                on-indeterminate = ${on-valid}
                on-error = ${on-valid}
                on-none = ${on-valid}
                on-malformed = ${on-valid}
                """.formatted(BEHIND, behindPort, BEHIND_TLS, behindTlsPort));
        calls = BridgedCalls.start(
                directory,
                policy,
                "sip.tls.enabled=true",
                "sip.tls.port=" + tlsPort,
                "sip.tls.cert-file=" + shown.certificate(),
                "sip.tls.key-file=" + shown.key(),
                "sip.tls.ca-file=" + ca);
        var tls = Map.of(
                "CERTIFICATE",
                shown.certificate().toString(),
                "KEY",
                shown.key().toString(),
                "AUTHORITIES",
                ca.toString());
        front = relay(FreePort.next(), FreePort.next(), "127.0.0.1:" + calls.server.sipPort, tls);
        frontByTls = relay(FreePort.next(), FreePort.next(), "127.0.0.1:" + tlsPort + ";transport=tls", tls);
        behind = relay(behindPort, behindTlsPort, "127.0.0.1:" + calls.calleePort, tls);
    }

    private static Kamailio relay(int port, int tlsPort, String next, Map<String, String> tls) throws Exception {
        var names = new HashMap<>(tls);
        names.put("NEXT", next);
        names.put("TLS_PORT", "127.0.0.1:" + tlsPort);
        return Kamailio.start(directory, "relay.cfg", port, names);
    }

    @AfterAll
    static void stop() throws Exception {
        calls.close();
        behind.close();
        frontByTls.close();
        front.close();
    }

    /** Each side gets a request within the call in two of these: a re-INVITE, a BYE. */
    static Stream<Arguments> sides() {
        return Stream.of(
                arguments("caller-hangs-up", "callee-is-hung-up-on"),
                arguments("caller-is-hung-up-on", "callee-hangs-up"),
                arguments("caller-holds", "callee-is-held"),
                arguments("caller-is-held", "callee-holds"));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void theProxyIsInFront(String caller, String callee) throws Exception {
        var both = call(front.port, CALLED, caller, callee);

        allCameBy(front.port, both.caller());
        allCameBy(calls.server.sipPort, both.callee());
    }

    @ParameterizedTest
    @MethodSource("sides")
    void theProxyIsBehind(String caller, String callee) throws Exception {
        var both = call(calls.server.sipPort, BEHIND, caller, callee);

        allCameBy(calls.server.sipPort, both.caller());
        allCameBy(behind.port, both.callee());
    }

    @ParameterizedTest
    @MethodSource("sides")
    void proxiesAreOnBothSides(String caller, String callee) throws Exception {
        var both = call(front.port, BEHIND, caller, callee);

        allCameBy(front.port, both.caller());
        allCameBy(behind.port, both.callee());
    }

    /** Both ends speak UDP, and the server TLS on both sides. */
    @ParameterizedTest
    @MethodSource("sides")
    void proxiesOnBothSidesSpeakTls(String caller, String callee) throws Exception {
        var both = call(frontByTls.port, BEHIND_TLS, caller, callee);

        allCameBy(frontByTls.port, both.caller());
        allCameBy(behind.port, both.callee());
        assertTrue(both.callee().received("INVITE ").contains("Via: SIP/2.0/TLS 127.0.0.1:"), both.callee()::messages);
    }

    private static BridgedCalls.Both call(int port, String number, String caller, String callee) throws Exception {
        var calling = calls.side(caller).sending(CALLED, number);
        var answering = calls.side(callee);
        try (var called = answering.answering(calls.calleePort);
                var call = calling.calling(port)) {
            var both = calls.ended(calling, call, answering, called);
            calls.areOver();
            return both;
        }
    }

    /** Every request that this side got has the Via of its next hop first. */
    private static void allCameBy(int port, Sipp.Result side) {
        var requests = Stream.of("INVITE ", "ACK ", "BYE ").map(side::received).filter(it -> !it.isEmpty());
        requests.forEach(request -> assertEquals(
                "127.0.0.1:" + port, request.replaceFirst("(?s).*?\r\nVia: SIP/2.0/UDP ([^;\r]*).*", "$1"), request));
    }
}
