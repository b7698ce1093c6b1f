package org.sipverify.sip.sips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A SIP server over TLS on loopback that behaves as a test wants it. It keeps the requests that it gets. */
final class SipsStandIn implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?mi)^Content-Length: ([0-9]+)");

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final Manners manners;

    /** What it does with a connection. */
    interface Manners {
        void serve(SipsStandIn server, InputStream in, OutputStream out) throws IOException;
    }

    /** What it sends to a request: messages, perhaps none. */
    interface Answers {
        List<String> to(String request);
    }

    private SipsStandIn(ServerSocket socket, Manners manners) {
        this.socket = socket;
        this.manners = manners;
        var thread = new Thread(this::accept, "sips-stand-in");
        thread.setDaemon(true);
        thread.start();
    }

    static SipsStandIn behaving(SSLContext context, Manners manners) throws IOException {
        return new SipsStandIn(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
    }

    static SipsStandIn answering(SSLContext context, Answers answers) throws IOException {
        return behaving(context, (server, in, out) -> {
            for (var request = server.read(in); !request.isEmpty(); request = server.read(in)) {
                for (var message : answers.to(request)) {
                    out.write(message.getBytes(UTF_8));
                    out.flush();
                }
            }
        });
    }

    /** Without TLS. */
    static SipsStandIn plain(Manners manners) throws IOException {
        return new SipsStandIn(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                open.add(connection);
                var thread = new Thread(() -> serve(connection), "sips-stand-in-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            if (connection instanceof SSLSocket secure) {
                secure.startHandshake();
            }
            manners.serve(this, new BufferedInputStream(connection.getInputStream()), connection.getOutputStream());
        } catch (SSLException refused) {
            return;
        } catch (IOException gone) {
            return;
        }
    }

    /** The next request; empty at the end. */
    String read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(UTF_8).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                return "";
            }
            bytes.write(octet);
        }
        var length = LENGTH.matcher(bytes.toString(UTF_8));
        bytes.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        var request = bytes.toString(UTF_8);
        requests.add(request);
        return request;
    }

    /** The value of a field; empty when there is none. */
    static String field(String message, String name) {
        var found = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(message);
        return found.find() ? found.group(1) : "";
    }

    static String method(String request) {
        return request.substring(0, request.indexOf(' '));
    }

    /** A response to a request, with these lines besides. */
    static String response(String request, String status, String... lines) {
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            var value = field(request, name);
            text.append(name).append(": ").append(value);
            text.append(name.equals("To") && !value.contains(";tag=") ? ";tag=stand-in" : "")
                    .append("\r\n");
        }
        var body = "";
        for (var line : lines) {
            if (line.startsWith("\n")) {
                body = line.substring(1);
            } else {
                text.append(line).append("\r\n");
            }
        }
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var one : open) {
            one.close();
        }
    }
}
