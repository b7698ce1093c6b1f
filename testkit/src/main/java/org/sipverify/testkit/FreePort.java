package org.sipverify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that are free on every address for both transports, each given once. They are below those that the kernel hands
 * out, so no connection takes one between its being found and its being used, or after a test has closed it; and a probe
 * cannot by chance connect from such a port to itself.
 */
public final class FreePort {
    private static final int FIRST = 10_000;
    private static final int COUNT = end() - FIRST;

    /** Where it begins differs from process to process. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    public static int next() throws IOException {
        for (var tries = 0; tries < COUNT; tries++) {
            var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("every port is taken");
    }

    private static boolean isFree(int port) throws IOException {
        try (var tcp = new ServerSocket(port, 1);
                var udp = new DatagramSocket(port)) {
            return tcp.isBound() && udp.isBound();
        } catch (BindException taken) {
            return false;
        }
    }

    private static int end() {
        var handedOut = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        try {
            var lowest = Files.exists(handedOut)
                    ? Integer.parseInt(Files.readString(handedOut).replaceFirst("(?s)\\s.*", ""))
                    : 32_768;
            return lowest > FIRST + 1000 ? lowest : 32_768;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
