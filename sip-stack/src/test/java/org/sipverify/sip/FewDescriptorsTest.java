package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;

/** Defect 24, against a server in a process of its own that may open few files. */
class FewDescriptorsTest {
    private static final int DESCRIPTORS = 150;

    /** The server of the test; writes its port into a file. */
    static final class Server {
        public static void main(String... port) throws Exception {
            var limits = new TransportLimits(
                    16 << 10,
                    64 << 10,
                    1000,
                    Duration.ofSeconds(5),
                    5000,
                    5000,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    1 << 20);
            var server = new AttackedServer(100, limits, Transport.TCP);
            LogManager.getLogger()
                    .warn("listening on {}", server.port()); // as the program does: now logging needs no file
            Files.writeString(Path.of(port[0]), Integer.toString(server.port()));
            new CountDownLatch(1).await();
        }
    }

    @Test
    void defect24WithoutDescriptorsItWaitsQuietlyAndServesOnceThereAreSome(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no shell to limit the descriptors with");
        var server = start(folder);
        try {
            Eventually.isTrue(() -> Files.exists(folder.resolve("port")) && port(folder) > 0);
            var crowd = crowd(port(folder), 2 * DESCRIPTORS);
            var cpu = cpu(server);
            assertTrue(
                    !server.waitFor(3, TimeUnit.SECONDS),
                    "it ended: " + Files.readString(folder.resolve("log"), UTF_8));

            assertTrue(
                    cpu(server).minus(cpu).toMillis() < 1500,
                    "it spins: " + cpu(server).minus(cpu));
            var lines = Files.readAllLines(folder.resolve("log"));
            assertTrue(lines.size() < 50, () -> String.join("\n", lines));
            assertTrue(lines.stream().anyMatch(line -> line.contains("cannot let connections in")), lines::toString);
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
            var text = Files.readString(folder.resolve("port"));
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The kernel completes a connection whether or not the server can let it in. */
    private static List<Trunk> crowd(int port, int size) throws IOException {
        var crowd = new ArrayList<Trunk>();
        for (var i = 0; i < size; i++) {
            crowd.add(new Trunk(port));
        }
        return crowd;
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static boolean serves(int port) {
        try (var good = new Trunk(port)) {
            good.write(good.request("OPTIONS").toString());
            return !good.read(1, 500).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
