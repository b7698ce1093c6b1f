package org.sipverify.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.http.HttpMeter;

/** Under which host the server is asked, octet by octet as a client may send it. */
class HostTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(List.of(), "allowed-hosts = [Metrics.Example.]", "names = [sip_verify]");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void isServedUnder(String host, int expected) throws Exception {
        var answer = server.raw("GET /metrics HTTP/1.1\r\nHost:" + host + "\r\n\r\n");

        assertEquals(expected, answer.status(), answer.head());
        assertEquals(expected == 200, answer.body().contains("calls_total"), answer.body());
    }

    static Stream<Arguments> isServedUnder() {
        return Stream.of(
                argumentSet("an IPv4 address", " 127.0.0.1", 200),
                argumentSet("one with a port", " 127.0.0.1:8080", 200),
                argumentSet("another address, as behind a NAT", " 203.0.113.7:9100", 200),
                argumentSet("one with the dot of the root", " 127.0.0.1.", 200),
                argumentSet("an IPv6 address", " [::1]", 200),
                argumentSet("one with a port and capitals", " [2001:DB8::A]:8080", 200),
                argumentSet("one with an IPv4 address in it", " [::ffff:127.0.0.1]", 200),
                argumentSet("localhost", " localhost", 200),
                argumentSet("localhost in capitals with port and root", " LOCALHOST.:8080", 200),
                argumentSet("without the blank", "localhost", 200),
                argumentSet("blanks around it", " \t localhost \t ", 200),
                argumentSet("a configured name", " metrics.example:80", 200),
                argumentSet("a configured name with an underscore", " sip_verify", 200),
                argumentSet("another name", " evil.example", 421),
                argumentSet("another name with a port", " evil.example:8080", 421),
                argumentSet("a name below a configured one", " x.metrics.example", 421),
                argumentSet("a name above a configured one", " example", 421),
                argumentSet("a name that begins like localhost", " localhost.evil.example", 421),
                argumentSet("a name that ends like localhost", " evil.localhost", 421),
                argumentSet("a name that begins like an address", " 127.0.0.1.evil.example", 421),
                argumentSet("a number too large for an address", " 127.0.0.256", 421),
                argumentSet("three numbers", " 127.0.1", 421),
                argumentSet("five numbers", " 127.0.0.1.1", 421),
                argumentSet("one number, which is a name to DNS", " 2130706433", 421),
                argumentSet("two dots of the root", " localhost..", 421),
                argumentSet("digits of another script", " ١٢٧.0.0.1", 400),
                argumentSet("an empty host", " ", 400),
                argumentSet("a port alone", " :8080", 400),
                argumentSet("no number as the port", " localhost:x", 400),
                argumentSet("user information", " localhost@evil.example", 400),
                argumentSet("user information before an allowed one", " evil.example@localhost", 400),
                argumentSet("a path in it", " evil.example/localhost", 400),
                argumentSet("two in one", " localhost, evil.example", 400),
                argumentSet("an IPv6 address without brackets, taken as one", " ::1", 200),
                argumentSet("a bracket that stays open", " [::1", 400),
                argumentSet("a name in brackets", " [evil.example]", 400));
    }

    @ParameterizedTest
    @MethodSource
    void answersARequestOf(String request, int expected) throws Exception {
        var answer = server.raw(request.replace("\n", "\r\n"));

        assertEquals(expected, answer.status(), answer.head());
        assertEquals(expected == 200, answer.body().contains("calls_total"), answer.body());
    }

    static Stream<Arguments> answersARequestOf() {
        return Stream.of(
                argumentSet("HTTP/1.1 without Host", "GET /metrics HTTP/1.1\n\n", 400),
                argumentSet("HTTP/1.0 without Host", "GET /metrics HTTP/1.0\n\n", 400),
                argumentSet("HTTP/1.0 with Host", "GET /metrics HTTP/1.0\nHost: localhost\n\n", 200),
                argumentSet("HTTP/1.0 with another's", "GET /metrics HTTP/1.0\nHost: evil.example\n\n", 421),
                argumentSet("two Hosts", "GET /metrics HTTP/1.1\nHost: localhost\nHost: evil.example\n\n", 400),
                argumentSet("two equal Hosts", "GET /metrics HTTP/1.1\nHost: localhost\nhost: localhost\n\n", 400),
                argumentSet(
                        "a whole URI, whose host counts alone",
                        "GET http://localhost:8080/metrics HTTP/1.1\nHost: evil.example\n\n",
                        200),
                argumentSet(
                        "a whole URI of another host",
                        "GET http://evil.example/metrics HTTP/1.1\nHost: localhost\n\n",
                        421),
                argumentSet(
                        "a whole URI with user information",
                        "GET http://localhost@evil.example/metrics HTTP/1.1\nHost: localhost\n\n",
                        400),
                argumentSet("a whole URI without Host", "GET http://localhost/metrics HTTP/1.1\n\n", 400),
                argumentSet("a folded Host", "GET /metrics HTTP/1.1\nHost: localhost\n .evil.example\n\n", 400),
                argumentSet("a blank before the colon", "GET /metrics HTTP/1.1\nHost : localhost\n\n", 400),
                argumentSet("a forwarded host", """
                        GET /metrics HTTP/1.1
                        Host: evil.example
                        X-Forwarded-Host: localhost
                        Forwarded: host=localhost

                        """, 421),
                argumentSet("another page", "GET /none HTTP/1.1\nHost: evil.example\n\n", 421),
                argumentSet("another method", "POST /metrics HTTP/1.1\nHost: evil.example\nContent-Length: 0\n\n", 421),
                argumentSet(
                        "a very long field",
                        "GET /metrics HTTP/1.1\nHost: localhost\nX: " + "x".repeat(9000) + "\n\n",
                        431),
                argumentSet(
                        "a very long URI", "GET /metrics?" + "x".repeat(9000) + " HTTP/1.1\nHost: localhost\n\n", 414),
                argumentSet("no HTTP", "INVITE sip:a@b SIP/2.0\n\n", 505));
    }

    @Test
    void theAnswerSaysWhatToDo() throws Exception {
        var answer = server.raw("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n");

        assertEquals(421, answer.status());
        assertEquals("application/json", answer.header("Content-Type"));
        assertTrue(answer.body().contains("http.names"), answer.body());
        assertFalse(answer.body().contains("evil.example"), answer.body());
        assertEquals(List.of(HttpMeter.Refusal.HOST), server.refused);
    }
}
