package org.sipverify.sip.hep;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way to the collector. Its name is looked up now and then, which may take seconds. For one thread only. */
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
     * @throws IOException when no address is known, no way leads there, or nobody listened to one sent earlier
     */
    void send(byte[] packet) throws IOException {
        lookUpIfDue();
        if (socket == null) {
            throw new IOException("its address is not known");
        }
        socket.send(new DatagramPacket(packet, packet.length));
    }

    /**
     * Follows the name to the address it has by now. While there is no answer, the address before stays.
     *
     * @throws IOException when there is none before
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

    /** A connected socket is told when nobody listens there. */
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
