package org.sipverify.sip.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.TcpPeer;

/** Against a server in a process of its own that may open few files. */
@Tag("slow")
class FewDescriptorsTest {
    private static final int DESCRIPTORS = 150;

    /** The server of the test; writes its port into a file. */
    static final class Server {
        public static void main(String... port) throws Exception {
            var limits = new TransportLimits(
                    new MessageSize(16 << 10, 64 << 10),
                    new Backlog(1000, Duration.ofSeconds(5)),
                    new Connections(5000, 5000, Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20));
            var server = new AttackedServer(100, limits, Transport.TCP);
            LogManager.getLogger()
                    .warn("listening on {}", server.port()); // as the program does: now logging needs no file
            var written = Files.writeString(Path.of(port[0] + ".new"), Integer.toString(server.port()));
            Files.move(written, Path.of(port[0]), StandardCopyOption.ATOMIC_MOVE); // nobody reads half a number
            new CountDownLatch(1).await();
        }
    }

    @Test
    void withoutDescriptorsItWaitsQuietlyAndServesOnceThereAreSome(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no shell to limit the descriptors with");
        var server = start(folder);
        try {
            Eventually.isTrue(() -> Files.exists(folder.resolve("port")));
            // As a server in use has: a class that is loaded from a directory needs a descriptor of its own.
            Eventually.isTrue(() -> serves(port(folder)));
            var crowd = crowd(port(folder), 2 * DESCRIPTORS);
            Eventually.isTrue(
                    () -> lines(folder).stream().anyMatch(line -> line.contains("cannot let connections in")));
            var before = lines(folder).size();
            Eventually.isTrue(
                    () -> isQuietForASecond(server)); // its compiler may still be at work, but a spin has no end
            assertTrue(lines(folder).size() - before < 50, () -> String.join("\n", lines(folder)));
            for (var guest : crowd) {
                guest.close();
            }
            Eventually.isTrue(() -> serves(port(folder)));
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static Process start(Path folder) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -n " + DESCRIPTORS + " && exec \"$@\"",
                        "sh",
                        java,
                        "-Dorg.apache.logging.log4j.level=WARN",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.resolve("port").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static int port(Path folder) {
        try {
            return Integer.parseInt(Files.readString(folder.resolve("port")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("log"), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel completes a connection whether or not the server can let it in. */
    private static List<TcpPeer> crowd(int port, int size) throws IOException {
        var crowd = new ArrayList<TcpPeer>();
        for (var i = 0; i < size; i++) {
            crowd.add(new TcpPeer(port));
        }
        return crowd;
    }

    private static boolean isQuietForASecond(Process server) {
        var before = cpu(server);
        try {
            assertFalse(server.waitFor(1, TimeUnit.SECONDS), "it ended");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return cpu(server).minus(before).toMillis() < 300;
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static boolean serves(int port) {
        try (var good = new TcpPeer(port)) {
            good.write(good.request("OPTIONS").toString());
            return !good.read(1, 2000).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
