package org.sipverify.sip.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.dns.Unbound;
import org.sipverify.sip.testbed.FakeServer;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.TestTls;
import org.sipverify.sip.transport.TransportMeter;

/** What a request does with 401 and 407 (RFC 3261 section 22). */
class ChallengedTest extends Sending {
    private static final String WWW = "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", algorithm=SHA-256, nonce=";
    private static final Manner AS_ALICE =
            new Manner(new Credentials("alice", new Secret("wonder")), LONG, Optional.empty());

    @Test
    void theRetryHasTheNextNumberANewBranchAndGoesToTheSameAddress() throws Exception {
        client.sender().send(request("REGISTER", target()), AS_ALICE, events);
        var first = server.receive();
        server.answer(first, "401 Unauthorized", "far", WWW + "\"n1\"");

        var second = server.receive();
        server.answer(second, "200 OK", "far");

        assertEquals("1 REGISTER", first.line("CSeq"));
        assertEquals("2 REGISTER", second.line("CSeq"));
        assertNotEquals(first.branch(), second.branch());
        assertEquals(first.source(), second.source());
        assertEquals(first.line("Call-ID") + first.line("From"), second.line("Call-ID") + second.line("From"));
        assertTrue(second.line("Authorization").startsWith("Digest username=\"alice\", realm=\"r\", nonce=\"n1\""));
        assertTrue(second.line("Authorization").contains("nc=00000001"));
        assertEquals("200", events.next());
    }

    @Test
    void aWrongPasswordIsTriedOnce() throws Exception {
        client.sender().send(request("REGISTER", target()), AS_ALICE, events);
        server.answer(server.receive(), "401 Unauthorized", "far", WWW + "\"n1\"");
        server.answer(server.receive(), "401 Unauthorized", "far", WWW + "\"n2\"");

        assertEquals("401", events.next());
        assertTrue(server.within(200).isEmpty(), "a third try");
    }

    @Test
    void aStaleNonceIsReplaced() throws Exception {
        client.sender().send(request("REGISTER", target()), AS_ALICE, events);
        server.answer(server.receive(), "401 Unauthorized", "far", WWW + "\"n1\"");
        server.answer(server.receive(), "401 Unauthorized", "far", WWW + "\"n2\", stale=true");
        var third = server.receive();
        server.answer(third, "200 OK", "far");

        assertEquals("200", events.next());
        assertTrue(third.line("Authorization").contains("nonce=\"n2\""));
    }

    @Test
    void anInviteIsAcknowledgedFirstAndTheCancelHitsTheRetry() throws Exception {
        var sent = client.sender().send(request("INVITE", target()), AS_ALICE, events);
        var first = server.receive();
        server.answer(first, "407 Proxy Authentication Required", "far", WWW.replace("WWW", "Proxy") + "\"n1\"");
        assertEquals(first.branch(), server.receive("ACK").branch());
        var second = server.receive("INVITE");
        assertTrue(second.text().contains("Proxy-Authorization: Digest "));
        server.answer(second, "180 Ringing", "far");
        assertEquals("180", events.next());

        sent.cancel();
        var cancel = server.receive("CANCEL");
        server.answer(cancel, "200 OK", "far");
        server.answer(second, "487 Request Terminated", "far");

        assertEquals(second.branch(), cancel.branch());
        assertEquals("2 CANCEL", cancel.line("CSeq"));
        assertEquals("487", events.next());
        assertEquals(1, sent.credentials().fields().size());
    }

    @Test
    void withoutCredentialsTheChallengeIsTheAnswer() throws Exception {
        send("REGISTER");
        server.answer(server.receive(), "401 Unauthorized", "far", WWW + "\"n1\"");

        assertEquals("401", events.next());
    }

    @Test
    void overTlsTheRetryUsesTheSameConnection() throws Exception {
        var handshakes = new AtomicInteger();
        try (var tls = TestTls.forNames(
                        (in, out) -> {
                            handshakes.incrementAndGet();
                            challenge(in, out);
                        },
                        "secure.test");
                var dns = Unbound.with(List.of("secure.test. 60 IN A 127.0.0.1"));
                var secure = new StandaloneClient(
                        Samples.means(dns.config(), Optional.of(tls.client())), TransportMeter.NONE)) {
            var target = Target.parse("sips:secure.test:" + tls.port());

            secure.sender().send(request("REGISTER", target), AS_ALICE, events);

            assertEquals("200", events.next());
            assertEquals(1, handshakes.get());
        }
    }

    private static void challenge(InputStream in, OutputStream out) throws IOException {
        var text = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (text.toString().endsWith("\r\n\r\n")) {
                var request = new FakeServer.Request(text.toString(), new InetSocketAddress(0), 0);
                var answer = request.line("Authorization").isEmpty()
                        ? request.answer("401 Unauthorized", "far", WWW + "\"n1\"")
                        : request.answer("200 OK", "far");
                out.write(answer.getBytes(UTF_8));
                text.setLength(0);
            }
        }
    }
}
