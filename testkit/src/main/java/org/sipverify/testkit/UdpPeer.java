package org.sipverify.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** A SIP phone without any rules: sends over UDP what a test gives it and hands back what comes, byte for byte. */
public final class UdpPeer implements AutoCloseable {
    private static final int PATIENCE = 20_000;

    private final DatagramSocket socket;
    private final int serverPort;

    public UdpPeer(int serverPort) throws IOException {
        this(serverPort, "127.0.0.1");
    }

    /** One that calls from another of this machine's addresses, which are all of 127.0.0.0/8. */
    public UdpPeer(int serverPort, String address) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getByName(address));
        this.serverPort = serverPort;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public void send(String message) throws IOException {
        var bytes = message.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), serverPort));
    }

    /** The next message, which must come. */
    public String receive() throws IOException {
        return receiveWithin(PATIENCE).orElseThrow(() -> new AssertionError("nothing came"));
    }

    /** The next final response. */
    public String receiveFinal() throws IOException {
        var message = receive();
        return message.startsWith("SIP/2.0 1") ? receiveFinal() : message;
    }

    /**
     * The next final response to this request, or to one on the same branch. Whatever else comes is passed over: while
     * a test is held up, the answers to its other requests come again by Timer G of RFC 3261 section 17.2.1.
     */
    public String receiveFinal(Message request) throws IOException {
        var message = receiveFinal();
        return request.isAnsweredBy(message) ? message : receiveFinal(request);
    }

    /** Passes over what has come by now. */
    public void discard() throws IOException {
        while (receiveWithin(1).isPresent()) {
            // it is not wanted
        }
    }

    public Optional<String> receiveWithin(int milliseconds) throws IOException {
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
