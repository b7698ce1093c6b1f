package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** A SIP phone in the rough: sends what it is told over UDP and hands back what comes, byte for byte. */
final class Peer implements AutoCloseable {
    private final DatagramSocket socket;
    private final int serverPort;

    Peer(int serverPort) throws IOException {
        this(serverPort, "127.0.0.1");
    }

    /** One that calls from another of this machine's addresses, which are all of 127.0.0.0/8. */
    Peer(int serverPort, String address) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getByName(address));
        this.serverPort = serverPort;
    }

    /** A port that nobody listens on, for either transport. */
    static int freePort() throws IOException {
        try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
            return udp.getLocalPort();
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    void send(String message) throws IOException {
        var bytes = message.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), serverPort));
    }

    /** The next message, which must come within five seconds. */
    String receive() throws IOException {
        return receiveWithin(5000).orElseThrow(() -> new AssertionError("nothing came"));
    }

    /** The next final response. */
    String receiveFinal() throws IOException {
        var message = receive();
        return message.startsWith("SIP/2.0 1") ? receiveFinal() : message;
    }

    Optional<String> receiveWithin(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        var packet = new DatagramPacket(new byte[65536], 65536);
        try {
            socket.receive(packet);
            return Optional.of(new String(packet.getData(), 0, packet.getLength(), UTF_8));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
