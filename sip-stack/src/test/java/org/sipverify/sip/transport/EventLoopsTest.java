package org.sipverify.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.FreePort;

class EventLoopsTest {
    private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

    /** So that a thread dump tells whose they are. */
    @Test
    void theNetworksThreadsHaveNamesOfTheirOwn() throws Exception {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
        try (var loops = new EventLoops(1);
                var socket = UdpSocket.bind(local, loops, this::note, TransportMeter.NONE);
                var sender = new DatagramSocket()) {
            socket.read();
            sender.send(new DatagramPacket(new byte[1], 1, local));

            assertEquals("sip-net-0", threads.poll(20, TimeUnit.SECONDS));
        }
    }

    private void note(Wire wire, byte[] message) {
        threads.add(Thread.currentThread().getName());
    }
}
