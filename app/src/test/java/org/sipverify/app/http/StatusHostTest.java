package org.sipverify.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.Program;
import org.sipverify.app.http.StatusServer.Health;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.testkit.FreePort;

/** Under which host the status pages are served, octet by octet as a client may send it. */
class StatusHostTest {
    private static final Health HEALTH = new Health("healthy", "", 1, List.of());

    private int port;
    private StatusServer server;

    @BeforeEach
    void start() throws IOException {
        port = FreePort.next();
        var config = ConfigFactory.parseString(
                "host = 127.0.0.1, port = " + port + ", allowed-hosts = [Metrics.Example., sip_verify]");
        server = StatusServer.start(
                HttpConfig.from(ConfigSection.root(config)).orElseThrow(), () -> HEALTH, () -> "secret_total 1.0\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void isServedUnder(String host, int expected) throws Exception {
        var answer = ask("GET /metrics HTTP/1.1\r\nHost:" + host + "\r\n\r\n");

        assertEquals(expected, status(answer), answer);
        assertEquals(expected == 200, answer.contains("secret_total"), answer);
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
        var answer = ask(request.replace("\n", "\r\n"));

        assertEquals(expected, status(answer), answer);
        assertEquals(expected == 200, answer.contains("secret_total"), answer);
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
        var answer = ask("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 421 Misdirected Request\r\n"), answer);
        assertTrue(answer.contains("\r\nContent-Type: text/plain; charset=utf-8\r\n"), answer);
        assertTrue(answer.contains("http.allowed-hosts"), answer);
        assertFalse(answer.contains("evil.example"), answer);
    }

    /** Those who open connections and ask nothing keep others away for no longer than their connections live. */
    @Test
    void connectionsWithoutARequestEnd() throws Exception {
        restart(Duration.ofMillis(300));
        var silent = new Socket[StatusServer.MAX_CONNECTIONS];
        try {
            for (var i = 0; i < silent.length; i++) {
                silent[i] = connect();
            }

            assertEquals(200, status(ask("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")));
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    /** One that comes octet by octet is never idle. */
    @Test
    void aRequestThatNeverEndsIsCutOff() throws Exception {
        restart(Duration.ofMillis(300));
        try (var socket = connect()) {
            socket.setSoTimeout(10);
            var closed = false;
            for (var i = 0; i < 7_000 && !closed; i++) {
                closed = isClosedAfterOneMore(socket);
            }

            assertTrue(closed);
        }
    }

    private static boolean isClosedAfterOneMore(Socket socket) {
        try {
            socket.getOutputStream().write('G');
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private void restart(Duration patience) throws IOException {
        server.close();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var config = new HttpConfig(address, new AllowedHosts(List.of()));
        server = StatusServer.start(config, () -> HEALTH, () -> "", patience);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Until the server closes, which it does after each answer. */
    private String ask(String request) throws IOException {
        try (var socket = connect()) {
            socket.setSoTimeout((int) Program.PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
}
