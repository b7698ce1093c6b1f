package org.sipverify.sip.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.stream.Collectors;

/** A far end by UDP that does what a test says: it receives requests, and answers them as often as it is told. */
public final class FakeServer implements AutoCloseable {
    private static final int PATIENCE = 20_000;

    private final DatagramSocket socket;

    public FakeServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    /** A request as it came. */
    public record Request(String text, SocketAddress source, long nanos) {
        public String method() {
            return text.substring(0, text.indexOf(' '));
        }

        public String line(String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .collect(Collectors.joining(", "));
        }

        public String branch() {
            return text.replaceFirst("(?s).*;branch=([^;\\s]+).*", "$1");
        }

        /** A response to it; with no header field but those that it must have and these. */
        public String answer(String status, String tag, String... fields) {
            var copied = text.lines()
                    .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
                    .map(line -> line.startsWith("To:") && !tag.isEmpty() && !line.contains(";tag=")
                            ? line + ";tag=" + tag
                            : line)
                    .collect(Collectors.joining("\r\n"));
            var more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
            return "SIP/2.0 " + status + "\r\n" + copied + "\r\n" + more + "Content-Length: 0\r\n\r\n";
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The next request, which must come. */
    public Request receive() throws IOException {
        return within(PATIENCE).orElseThrow(() -> new AssertionError("nothing came"));
    }

    /** The next request of this method; others are passed over. */
    public Request receive(String method) throws IOException {
        var request = receive();
        return request.method().equals(method) ? request : receive(method);
    }

    public Optional<Request> within(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        var packet = new DatagramPacket(new byte[65536], 65536);
        try {
            socket.receive(packet);
            return Optional.of(new Request(
                    new String(packet.getData(), 0, packet.getLength(), UTF_8),
                    packet.getSocketAddress(),
                    System.nanoTime()));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    public void answer(Request request, String status, String tag, String... fields) throws IOException {
        send(request.source(), request.answer(status, tag, fields));
    }

    public void send(SocketAddress to, String message) throws IOException {
        var bytes = message.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Override
    public void close() {
        socket.close();
    }
}
