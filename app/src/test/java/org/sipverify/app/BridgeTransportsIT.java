package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.PemFiles;

/**
 * Both sides of a bridged call have a transport of their own. Debian's sipp has no TLS, so socat encrypts for it; phones
 * encrypt by themselves.
 */
class BridgeTransportsIT {
    private static final String CALLER = "+15551234567";
    private static final String CALLED = "+14155551234";
    private static final String PHONE = "+14155550003";
    private static final String PHONE_BY_TLS = "+14155550004";

    @TempDir
    private static Path directory;

    private static PemFiles.Pair shown;
    private static Path ca;
    private static int tlsPort;
    private static int tlsCalleePort;
    private static BridgedCalls calls;
    private static Baresip phone;

    @BeforeAll
    static void start() throws Exception {
        var authority = new CertificateAuthority("ca");
        var files = new PemFiles(directory);
        shown = files.write("server", authority.issue("ip:127.0.0.1", "dns:localhost"));
        ca = files.write("ca.pem", PemFiles.text(authority.certificate()));
        tlsPort = FreePort.next();
        tlsCalleePort = FreePort.next();
        phone = Baresip.start(directory, PHONE, new Baresip.Setup("127.0.0.1", Optional.of(shown)));
        var at = "sip:" + PHONE + "@127.0.0.1:";
        var policy = Files.writeString(directory.resolve("policy.conf"), """
                rules = [
                  { name = "tcp", when { dest = "+14155550001" }
                    action = bridge, destination-template = "sip:{dest}@{target};transport=tcp" }
                  { name = "tls", when { dest = "+14155550002" }
                    action = bridge, destination-template = "sip:{dest}@127.0.0.1:%d;transport=tls" }
                  { name = "phone", when { dest = "%s" }, action = bridge, destination-template = "%s" }
                  { name = "phone-tls", when { dest = "%s" }, action = bridge, destination-template = "%s" }
                ]
                on-valid { action = bridge, destination-template = "sip:{dest}@{target}" }
                on-invalid = ${on-valid}
                on-indeterminate = ${on-valid}
                on-error = ${on-valid}
                on-none = ${on-valid}
                on-malformed = ${on-valid}
                """.formatted(
                        tlsCalleePort, PHONE, at + phone.port, PHONE_BY_TLS, at + (phone.port + 1) + ";transport=tls"));
        calls = BridgedCalls.start(
                directory,
                policy,
                "sip.host=::",
                "sip.admission.allow.1=::1",
                "sip.tls.enabled=true",
                "sip.tls.port=" + tlsPort,
                "sip.tls.cert-file=" + shown.certificate(),
                "sip.tls.key-file=" + shown.key(),
                "sip.tls.ca-file=" + ca);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            calls.areForgotten();
        } finally {
            calls.close();
            phone.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "caller-hangs-up, callee-is-hung-up-on",
        "caller-is-hung-up-on, callee-hangs-up",
        "caller-holds, callee-is-held",
        "caller-is-held, callee-holds",
    })
    void tcpAndUdpMeet(String caller, String callee) throws Exception {
        calls.call(calls.side(caller).with("-t", "t1"), calls.side(callee));
        calls.call(
                calls.side(caller).sending(CALLED, "+14155550001"),
                calls.side(callee).with("-t", "t1"));
    }

    @ParameterizedTest
    @CsvSource({"caller-hangs-up, callee-is-hung-up-on", "caller-is-hung-up-on, callee-hangs-up"})
    void ipv6MeetsIpv4(String caller, String callee) throws Exception {
        var both = calls.call(calls.side(caller).with("-i", "[::1]"), calls.side(callee));

        assertTrue(
                both.callee().received("INVITE ").contains("Contact: <sip:bridge@127.0.0.1:"), both.callee()::messages);
        assertTrue(
                both.caller().received("SIP/2.0 200").contains("Contact: <sip:bridge@[0:0:0:0:0:0:0:1]:"),
                both.caller()::messages);
    }

    @ParameterizedTest
    @CsvSource({"caller-hangs-up, callee-is-hung-up-on", "caller-is-hung-up-on, callee-hangs-up"})
    void tlsMeetsUdp(String caller, String callee) throws Exception {
        var tunnel = FreePort.next();
        try (var encrypting = socat(
                tunnel,
                "TCP-LISTEN:" + tunnel + ",bind=127.0.0.1,reuseaddr",
                "OPENSSL:127.0.0.1:" + tlsPort + ",verify=1,commonname=localhost,cafile=" + ca)) {
            var calling = calls.side(caller).sending("[transport]", "TLS").with("-t", "t1");
            var answering = calls.side(callee);
            try (var called = answering.answering(calls.calleePort);
                    var caller1 = calling.calling(tunnel)) {
                calls.ended(calling, caller1, answering, called);
            } finally {
                assertTrue(encrypting.text().isEmpty(), encrypting.text());
            }
        }
    }

    @Test
    void udpMeetsTls() throws Exception {
        var plain = FreePort.next();
        try (var decrypting = socat(
                tlsCalleePort,
                "OPENSSL-LISTEN:" + tlsCalleePort + ",bind=127.0.0.1,reuseaddr,verify=0,cert=" + shown.certificate()
                        + ",key=" + shown.key(),
                "TCP:127.0.0.1:" + plain)) {
            var calling = calls.side("caller-hangs-up").sending(CALLED, "+14155550002");
            var answering = calls.side("callee-is-hung-up-on").with("-t", "t1");
            try (var called = answering.answering(plain);
                    var caller = calling.calling(calls.server.sipPort)) {
                var both = calls.ended(calling, caller, answering, called);
                assertTrue(both.callee().received("INVITE ").contains("Via: SIP/2.0/TLS "), decrypting.text());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UDP, UDP, " + PHONE,
        "UDP, TLS, " + PHONE_BY_TLS,
        "TCP, UDP, " + PHONE,
        "TLS, UDP, " + PHONE,
    })
    void phonesOfDifferentTransportsTalk(String from, String to, String number) throws Exception {
        var port = from.equals("TLS") ? tlsPort : calls.server.sipPort;
        try (var caller = Baresip.start(directory, CALLER)) {
            caller.dial("sip:%s@127.0.0.1:%d;transport=%s".formatted(number, port, from.toLowerCase(Locale.ROOT)));
            talk(caller, phone);
            assertTrue(phone.program.text().contains("\nVia: SIP/2.0/" + to + " 127.0.0.1:"), phone.program::text);
            assertTrue(caller.program.text().contains("\nVia: SIP/2.0/" + from + " 127.0.0.1:"), caller.program::text);
        }
    }

    /** The server lets them meet, and hears that their media cannot. */
    @Test
    void aPhoneRefusesTheMediaOfAnotherIpVersion() throws Exception {
        try (var caller = Baresip.start(directory, CALLER, new Baresip.Setup("::1", Optional.empty()))) {
            caller.dial("sip:" + PHONE + "@[::1]:" + calls.server.sipPort);

            caller.awaits("CALL_CLOSED");
            assertTrue(caller.program.text().contains("\nSIP/2.0 488 Not Acceptable Here"), caller.program::text);
            assertTrue(phone.program.text().contains("\nc=IN IP6 ::1"), phone.program::text);
        }
    }

    /** Until the caller has hung up, and each of them holds the other and talks on before. */
    private static void talk(Baresip caller, Baresip called) throws Exception {
        caller.awaits("CALL_ESTABLISHED");
        called.awaits("CALL_ESTABLISHED");
        caller.talks();
        called.talks();
        called.hold();
        caller.awaitsDirection("recvonly");
        called.resume();
        caller.talks();
        caller.hangUp();
        caller.awaits("CALL_CLOSED");
        called.awaits("CALL_CLOSED");
    }

    private static Program socat(int port, String from, String to) throws Exception {
        var program = Program.start(directory, Map.of(), List.of("socat", from, to));
        program.awaitTcp(port);
        return program;
    }
}
