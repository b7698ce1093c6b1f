package org.sipverify.app;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback address, to be used in a moment by another program. They are below those that the kernel
 * hands out, so no connection and no test that asks for any port takes one meanwhile; and a probe cannot by chance
 * connect from such a port to itself.
 */
public final class Ports {
    private static final int LOWEST = 10_000;
    private static final Path HANDED_OUT = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** A port that nobody listens on, over UDP or TCP. */
    public static int free() throws IOException {
        for (var tries = 0; tries < 1000; tries++) {
            var port = ThreadLocalRandom.current().nextInt(LOWEST, end());
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free from " + LOWEST + " to " + end());
    }

    private static boolean isFree(int port) {
        try (var tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                var udp = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int end() throws IOException {
        var lowest = Files.exists(HANDED_OUT)
                ? Integer.parseInt(Files.readString(HANDED_OUT).replaceFirst("(?s)\\s.*", ""))
                : 32_768;
        return lowest > LOWEST + 1000 ? lowest : 32_768;
    }

    /** Waits until somebody has bound this port of UDP. */
    static void awaitUdp(int port, Program who) throws IOException, InterruptedException {
        Program.until(Program.PATIENCE, () -> isBound(port) || !who.isAlive());
        if (!isBound(port)) {
            throw new AssertionError("nobody listens on udp port " + port + ": " + who.text());
        }
    }

    private static boolean isBound(int port) {
        try {
            return Files.readString(Path.of("/proc/net/udp")).contains(":%04X 00000000:0000".formatted(port));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Ports() {}
}
