package org.sipverify.app.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipverify.app.config.Settings;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.http.config.HttpConfig;
import org.sipverify.sip.transport.Transport;

/** Whether the server has its ports, or could have them. */
record PortCheck(Settings settings) {
    private static final int PATIENCE = 3000;
    private static final int PRIVILEGED = 1024;

    /** Tries to take a port, and gives it back. */
    private interface Taking {
        AutoCloseable take(InetAddress address, int port) throws IOException;
    }

    List<Diagnosis> look() {
        var running = settings.ops().http().flatMap(PortCheck::health);
        var found = new ArrayList<Diagnosis>();
        running.ifPresent(health -> found.add(running(health)));
        var listening = settings.sip().server().listening();
        for (var transport : listening.transports()) {
            found.add(port(
                    transport.token() + " port " + listening.port(transport),
                    listening.host(),
                    listening.port(transport),
                    transport == Transport.UDP ? PortCheck::udp : PortCheck::tcp,
                    running.isPresent()));
        }
        settings.ops()
                .http()
                .filter(http -> running.isEmpty())
                .map(http -> port(
                        "http port " + http.address().getPort(),
                        http.address().getHostString(),
                        http.address().getPort(),
                        PortCheck::tcp,
                        false))
                .ifPresent(found::add);
        return found;
    }

    private static Diagnosis running(String health) {
        if (health.contains("\"degraded\"")) {
            return Diagnosis.fail(
                    "server", "is running and degraded: " + health, "mend the file that is named, and look again");
        }
        return Diagnosis.ok("server", "is running: " + health);
    }

    private static Diagnosis port(String subject, String host, int port, Taking taking, boolean running) {
        try (var unused = taking.take(InetAddress.getByName(host), port)) {
            return running
                    ? Diagnosis.fail(
                            subject,
                            "nothing listens there, although a server is running",
                            "it was started with other settings: restart it (systemctl restart sip-verify)")
                    : Diagnosis.ok(subject, "free");
        } catch (BindException e) {
            return running ? Diagnosis.ok(subject, "in use, by the running server") : refused(subject, port, e);
        } catch (Exception e) { // closing a socket declares the widest one
            return Diagnosis.fail(
                    subject, "cannot be had: " + e.getMessage(), "sip.host must be an address of this machine");
        }
    }

    private static Diagnosis refused(String subject, int port, IOException why) {
        var text = IoFailure.text(why);
        return port < PRIVILEGED && text.contains("ermission")
                ? Diagnosis.fail(
                        subject,
                        "this user may not listen there",
                        "ports below 1024 take a privilege: choose another, or add AmbientCapabilities="
                                + "CAP_NET_BIND_SERVICE and CapabilityBoundingSet=CAP_NET_BIND_SERVICE with systemctl edit")
                : Diagnosis.fail(
                        subject,
                        "another program has it: " + text,
                        "find it with \"ss -lntup 'sport = :" + port + "'\", or choose another port");
    }

    private static AutoCloseable udp(InetAddress address, int port) throws IOException {
        return new DatagramSocket(new InetSocketAddress(address, port));
    }

    private static AutoCloseable tcp(InetAddress address, int port) throws IOException {
        return new ServerSocket(port, 1, address);
    }

    /** What a running server says of itself; empty when none answers. */
    private static Optional<String> health(HttpConfig http) {
        try (var plain = new Socket()) {
            plain.connect(http.address(), PATIENCE);
            plain.setSoTimeout(PATIENCE);
            var socket = http.tls().isPresent() ? secured(plain, http) : plain;
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return body(socket.getInputStream());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Socket secured(Socket plain, HttpConfig http) throws IOException {
        return AnyCertificate.context()
                .getSocketFactory()
                .createSocket(
                        plain, http.address().getHostString(), http.address().getPort(), true);
    }

    private static Optional<String> body(InputStream in) throws IOException {
        var answer = new String(in.readNBytes(16 << 10), StandardCharsets.UTF_8);
        int start = answer.indexOf("{\"status\"");
        return start < 0 || !answer.contains("\"uptime_seconds\"")
                ? Optional.empty()
                : Optional.of(answer.substring(start).lines().findFirst().orElse(""));
    }
}
