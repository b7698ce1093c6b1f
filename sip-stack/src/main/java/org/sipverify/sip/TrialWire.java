package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Carries the messages of a {@link TrialCall}. */
interface TrialWire extends AutoCloseable {
    static TrialWire open(InetSocketAddress server, Transport transport) throws IOException {
        return switch (transport) {
            case UDP -> new Udp(server);
            case TCP -> new Tcp(server);
            case TLS -> throw new IOException("trial calls go over udp or tcp");
        };
    }

    InetSocketAddress local();

    void send(byte[] message) throws IOException;

    /** Sends the request and waits for its final response; the deadline is of {@link System#nanoTime()}. */
    String exchange(byte[] request, long deadline) throws IOException;

    @Override
    void close() throws IOException;

    private static int left(long deadline) throws SocketTimeoutException {
        var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("no final response in time");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    private static boolean isProvisional(String message) {
        return message.startsWith("SIP/2.0 1");
    }

    /** Timer A of RFC 3261 doubles from T1; a provisional response stops it. */
    final class Udp implements TrialWire {
        private static final int T1 = 500;
        private static final int LONGEST_WAIT = 64 * T1;

        private final DatagramSocket socket;

        Udp(InetSocketAddress server) throws IOException {
            socket = new DatagramSocket();
            socket.connect(server);
        }

        @Override
        public InetSocketAddress local() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        private InetSocketAddress server() {
            return (InetSocketAddress) socket.getRemoteSocketAddress();
        }

        @Override
        public void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length));
        }

        @Override
        public String exchange(byte[] request, long deadline) throws IOException {
            var wait = T1;
            var answered = false;
            send(request);
            while (true) {
                socket.setSoTimeout(answered ? left(deadline) : Math.min(wait, left(deadline)));
                try {
                    var message = receive();
                    if (!isProvisional(message)) {
                        return message;
                    }
                    answered = true;
                } catch (SocketTimeoutException e) {
                    if (!answered) {
                        wait = Math.min(2 * wait, LONGEST_WAIT);
                        send(request);
                    }
                }
            }
        }

        private String receive() throws IOException {
            var packet = new DatagramPacket(new byte[65536], 65536);
            try {
                socket.receive(packet);
            } catch (PortUnreachableException e) {
                throw new IOException("nobody listens at " + HostPort.of(server()), e);
            }
            return new String(packet.getData(), 0, packet.getLength(), UTF_8);
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Responses to an INVITE that is turned away have no body, so the empty line ends them. */
    final class Tcp implements TrialWire {
        private static final int CONNECT_LIMIT = 3000;

        private final Socket socket = new Socket();

        Tcp(InetSocketAddress server) throws IOException {
            socket.connect(server, CONNECT_LIMIT);
        }

        @Override
        public InetSocketAddress local() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        @Override
        public void send(byte[] message) throws IOException {
            socket.getOutputStream().write(message);
        }

        @Override
        public String exchange(byte[] request, long deadline) throws IOException {
            send(request);
            var message = receive(deadline);
            return isProvisional(message) ? receiveFinal(deadline) : message;
        }

        private String receiveFinal(long deadline) throws IOException {
            var message = receive(deadline);
            return isProvisional(message) ? receiveFinal(deadline) : message;
        }

        private String receive(long deadline) throws IOException {
            var bytes = new ByteArrayOutputStream();
            var text = "";
            while (!text.endsWith("\r\n\r\n")) {
                socket.setSoTimeout(left(deadline));
                var next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IOException("the server closed the connection");
                }
                bytes.write(next);
                text = next == '\n' ? bytes.toString(UTF_8) : text;
            }
            return text;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
