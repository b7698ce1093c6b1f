package org.sipverify.sip.sips;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.sip.sips.SipsStandIn.response;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.sips.SipsStandIn.Manners;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Issued;

/** OPTIONS to servers of all kinds. */
class OptionsProbeTest extends Probing {
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Test
    void aServerThatAnswersIsDescribed() throws Exception {
        try (var server = answering(request ->
                List.of(response(request, "100 Trying"), response(request, "200 OK", "Allow: INVITE", "Allow: ACK")))) {
            var result = probe.options(order(server.port()));

            assertTrue(result.isSuccess(), result::toString);
            var answer = result.answer().orElseThrow();
            assertEquals("200 OK", answer.status() + " " + answer.reason());
            assertEquals(List.of("INVITE", "ACK"), answer.headers().all("Allow"));
            var tls = result.tls().orElseThrow();
            assertEquals("TLSv1.3", tls.version());
            assertTrue(tls.cipherSuite().startsWith("TLS_"), tls.cipherSuite());
            assertEquals(List.of("sips.test"), tls.chain().get(0).names());
            assertEquals("CN=Probed", tls.chain().get(0).issuer());

            var request = server.requests.get(0);
            assertTrue(request.startsWith("OPTIONS sips:bob@example.com SIP/2.0\r\n"), request);
            assertTrue(
                    request.matches(
                            "(?s).*\r\nVia: SIP/2.0/TLS 127\\.0\\.0\\.1:[0-9]+;branch=z9hG4bK[0-9a-f]{32};rport\r\n.*"),
                    request);
            assertEquals("70", SipsStandIn.field(request, "Max-Forwards"));
            assertEquals("0", SipsStandIn.field(request, "Content-Length"));
            assertEquals("<sips:bob@example.com>", SipsStandIn.field(request, "To"));
            assertEquals(result.callId(), SipsStandIn.field(request, "Call-ID"));
        }
    }

    /** A redirect is an answer like others: a probe asks whom it was told to. */
    @Test
    void anotherAnswerIsReportedAndNotFollowed() throws Exception {
        try (var server = answering(
                request -> List.of(response(request, "302 Moved Temporarily", "Contact: <sips:bob@127.0.0.9:5061>")))) {
            var result = probe.options(order(server.port()));

            assertFalse(result.isSuccess());
            assertEquals(302, result.answer().orElseThrow().status());
            assertTrue(result.problem().isEmpty());
            assertEquals(1, server.requests.size());
        }
    }

    static Stream<Arguments> aServerThatMisbehavesIsNamed() {
        return Stream.of(
                argumentSet("never answers", ProbeError.TIMEOUT, (Manners)
                        (server, in, out) -> in.transferTo(OutputStream.nullOutputStream())),
                argumentSet("garbage", ProbeError.BAD_RESPONSE, sending("\u0001\u0002\u0003 not SIP at all\r\n\r\n")),
                argumentSet(
                        "HTTP",
                        ProbeError.BAD_RESPONSE,
                        sending("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")),
                argumentSet(
                        "no Content-Length",
                        ProbeError.BAD_RESPONSE,
                        sending("SIP/2.0 200 OK\r\nVia: SIP/2.0/TLS a\r\n\r\n")),
                argumentSet(
                        "huge Content-Length",
                        ProbeError.BAD_RESPONSE,
                        sending("SIP/2.0 200 OK\r\nContent-Length: 2147483647\r\n\r\n")),
                argumentSet(
                        "a header without end",
                        ProbeError.BAD_RESPONSE,
                        sending("SIP/2.0 200 OK\r\n" + "X-Long: " + "a".repeat(100_000))),
                argumentSet("messages without end", ProbeError.BAD_RESPONSE, (Manners) OptionsProbeTest::flood),
                argumentSet("drips", ProbeError.TIMEOUT, (Manners) OptionsProbeTest::drip),
                argumentSet("answers somebody else", ProbeError.TIMEOUT, (Manners) (server, in, out) -> {
                    write(out, response(server.read(in).replace("branch=z9hG4bK", "branch=z9hG4bKx"), "200 OK"));
                    in.transferTo(OutputStream.nullOutputStream());
                }),
                argumentSet("asks without end", ProbeError.BAD_RESPONSE, (Manners) OptionsProbeTest::ask),
                argumentSet("closes", ProbeError.CLOSED, (Manners) (server, in, out) -> server.read(in)));
    }

    private static Manners sending(String text) {
        return (server, in, out) -> {
            server.read(in);
            write(out, text);
            in.transferTo(OutputStream.nullOutputStream());
        };
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static void flood(SipsStandIn server, InputStream in, OutputStream out) throws IOException {
        var request = server.read(in);
        while (true) {
            write(out, response(request, "180 Ringing", "X-Long: " + "a".repeat(8000)));
        }
    }

    /** Each request is as long as it may be, so that answers to them would fill every buffer: they are never read. */
    private static void ask(SipsStandIn server, InputStream in, OutputStream out) throws IOException {
        var request = server.read(in);
        var question = response(request, "200 OK", "X-Long: " + "a".repeat(8000))
                .replaceFirst("SIP/2.0 200 OK", "OPTIONS sips:probe@127.0.0.1 SIP/2.0\r\nMax-Forwards: 70")
                .replace("CSeq: 1", "CSeq: 7");
        while (true) {
            write(out, question);
        }
    }

    private static void drip(SipsStandIn server, InputStream in, OutputStream out) throws IOException {
        write(out, "SIP/2.0 200 OK\r\nX-Long: ");
        while (true) {
            write(out, "a");
            LockSupport.parkNanos(20_000_000); // the header would be too long before the time is over
        }
    }

    @ParameterizedTest
    @MethodSource
    void aServerThatMisbehavesIsNamed(ProbeError error, Manners manners) throws Exception {
        var context = authority.trusting(authority.issue("dns:sips.test"));
        try (var server = SipsStandIn.behaving(context, manners)) {
            var result = probe.options(order(server.port(), error == ProbeError.TIMEOUT ? SHORT : LONG, ""));

            assertEquals(error, result.problem().orElseThrow().error(), result::toString);
            assertFalse(result.problem().orElseThrow().advice().isEmpty());
            assertEquals("TLSv1.3", result.tls().orElseThrow().version());
        }
    }

    static Stream<Arguments> aCertificateThatIsNotGoodIsShown() {
        return Stream.of(
                argumentSet("another name", ProbeError.TLS_NAME, "elsewhere.test"),
                argumentSet("a wildcard", ProbeError.TLS_NAME, "*.test"),
                argumentSet("expired", ProbeError.TLS_EXPIRED, "expired"),
                argumentSet("foreign", ProbeError.TLS_UNTRUSTED, "foreign"));
    }

    private Issued issued(String how) {
        return switch (how) {
            case "expired" -> authority.issueExpired("dns:sips.test");
            case "foreign" -> new CertificateAuthority("Foreign").issue("dns:sips.test");
            default -> authority.issue("dns:" + how);
        };
    }

    @ParameterizedTest
    @MethodSource
    void aCertificateThatIsNotGoodIsShown(ProbeError error, String how) throws Exception {
        try (var server = SipsStandIn.answering(
                authority.trusting(issued(how)), request -> List.of(response(request, "200 OK")))) {
            var result = probe.options(order(server.port()));

            assertEquals(error, result.problem().orElseThrow().error(), result::toString);
            assertEquals(1, result.tls().orElseThrow().chain().size());
            assertEquals(List.of(), server.requests);
        }
    }

    @Test
    void aPortWithoutTlsIsNamed() throws Exception {
        try (var server = SipsStandIn.plain((it, in, out) -> {
            write(out, "SIP/2.0 400 Bad Request\r\n\r\n");
            in.transferTo(OutputStream.nullOutputStream());
        })) {
            assertEquals(ProbeError.TLS_HANDSHAKE, error(server.port(), LONG));
        }
        try (var server = SipsStandIn.plain((it, in, out) -> in.transferTo(OutputStream.nullOutputStream()))) {
            assertEquals(ProbeError.TIMEOUT, error(server.port(), SHORT));
        }
        assertEquals(ProbeError.REFUSED, error(FreePort.next(), LONG));
    }

    private ProbeError error(int port, Duration timeout) throws Exception {
        return probe.options(order(port, timeout, "")).problem().orElseThrow().error();
    }

    @Test
    void aNameWithoutAddressIsNamed() throws Exception {
        var order = order(5061);
        var result = probe.options(
                new ProbeOrder("nowhere.test", 5061, order.from(), order.to(), LONG, order.credentials()));

        assertEquals(ProbeError.DNS, result.problem().orElseThrow().error());
        assertTrue(result.problem().orElseThrow().advice().contains("nowhere.test"));
    }
}
