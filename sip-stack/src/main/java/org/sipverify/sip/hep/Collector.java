package org.sipverify.sip.hep;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The connection to the collector. Its name is looked up periodically, which may take seconds. For one thread only. */
final class Collector implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final String host;
    private final int port;
    private final Duration lookupInterval;
    private @Nullable DatagramSocket socket;
    private long nextLookup = System.nanoTime();

    Collector(HepConfig config) {
        this.host = config.host();
        this.port = config.port();
        this.lookupInterval = config.lookupInterval();
    }

    /**
     * Sends one datagram.
     *
     * @throws IOException when no address is known, no route leads there, or an earlier datagram was refused
     */
    void send(byte[] packet) throws IOException {
        lookUpIfDue();
        if (socket == null) {
            throw new IOException("its address is not known");
        }
        socket.send(new DatagramPacket(packet, packet.length));
    }

    /**
     * Looks up the current address of the name. While the lookup fails, the previous address is kept.
     *
     * @throws IOException when there is no previous one
     */
    void lookUpIfDue() throws IOException {
        if (System.nanoTime() - nextLookup < 0) {
            return;
        }
        try {
            connect(new InetSocketAddress(InetAddress.getByName(host), port));
            nextLookup = System.nanoTime() + lookupInterval.toNanos();
        } catch (IOException e) {
            nextLookup = System.nanoTime() + RETRY.toNanos();
            if (socket == null) {
                throw e;
            }
        }
    }

    /** A connected socket reports when no process listens there. */
    private void connect(InetSocketAddress address) throws IOException {
        if (socket != null && address.equals(socket.getRemoteSocketAddress())) {
            return;
        }
        var fresh = new DatagramSocket();
        try {
            fresh.connect(address);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        close();
        socket = fresh;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
