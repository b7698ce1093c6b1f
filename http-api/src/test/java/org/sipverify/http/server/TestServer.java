package org.sipverify.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.http.Health;
import org.sipverify.http.HttpMeter;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;
import org.sipverify.http.access.AccessLog;
import org.sipverify.http.access.Token;
import org.sipverify.http.access.Tokens;
import org.sipverify.http.config.HttpConfig;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/** A server of a test on a free port of loopback, with what it reports; and a client that says exactly what it is told. */
final class TestServer implements AutoCloseable, HttpMeter, AccessLog {
    static final String WATCH = Token.newSecret();
    static final String READ = Token.newSecret();
    static final String OPERATE = Token.newSecret();

    final int port;
    final HttpServer server;
    volatile Health health = new Health("healthy", "https://verifier.example", 3600, List.of());
    volatile Tokens tokens = new Tokens(List.of(
            Token.of("wanda", Role.WATCH, WATCH),
            Token.of("rita", Role.READ, READ),
            Token.of("otto", Role.OPERATE, OPERATE)));
    final List<Entry> log = new CopyOnWriteArrayList<>();
    final List<Refusal> refused = new CopyOnWriteArrayList<>();
    final List<String> answered = new CopyOnWriteArrayList<>();
    final List<Boolean> signIns = new CopyOnWriteArrayList<>();

    /** What came back; header names and values as they are. */
    record Answer(int status, String head, String body) {
        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    /** With these settings of the section http, and these routes. */
    TestServer(List<Route> routes, String... settings) throws IOException {
        this(FreePort.next(), routes, settings);
    }

    private TestServer(int port, List<Route> routes, String... settings) throws IOException {
        this.port = port;
        var config = config(port, settings);
        server = HttpServer.start(
                config,
                new HttpServer.Parts(
                        new HttpServer.Pages(() -> health, () -> "calls_total 1.0\n"),
                        () -> tokens,
                        List.<Routes>of(() -> routes),
                        "1.2.3",
                        new HttpServer.Reports(this, this)));
    }

    static HttpConfig config(int port, String... settings) {
        var all = new ArrayList<>(List.of("port = " + port));
        all.addAll(List.of(settings));
        var config = ConfigFactory.parseString(String.join("\n", all))
                .withFallback(ConfigFactory.parseResources("reference.conf").getConfig("http"))
                .resolve();
        return HttpConfig.from(ConfigSection.root(config)).orElseThrow();
    }

    /** The same server again elsewhere is not possible while this one runs. */
    static void startOn(int port) throws IOException {
        new TestServer(port, List.of()).close();
    }

    @Override
    public void answered(String route, int status) {
        answered.add(route + " " + status);
    }

    @Override
    public void refused(Refusal why) {
        refused.add(why);
    }

    @Override
    public void signIn(boolean accepted) {
        signIns.add(accepted);
    }

    @Override
    public void add(Entry entry) {
        log.add(entry);
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Eventually.PATIENCE.toMillis());
        return socket;
    }

    /** A request line with header lines, and a body where there is one. */
    Answer ask(String request, String... headers) throws IOException {
        return send(request, "", headers);
    }

    /** With a body in JSON. */
    Answer send(String request, String body, String... headers) throws IOException {
        var text = new StringBuilder(request).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(UTF_8).length)
                    .append("\r\n");
        }
        return raw(text.append("\r\n").append(body).toString());
    }

    /** Exactly these octets, until the server closes, which it does after each answer. */
    Answer raw(String request) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return read(socket);
        }
    }

    static Answer read(Socket socket) throws IOException {
        var text = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        return new Answer(
                Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
                text.substring(0, end),
                text.substring(end + 4));
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    static Path write(Path directory, String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Override
    public void close() {
        server.close();
    }
}
