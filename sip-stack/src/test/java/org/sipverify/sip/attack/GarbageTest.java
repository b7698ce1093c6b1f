package org.sipverify.sip.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.sip.testbed.TlsSamples;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.TcpPeer;

/** Whatever is thrown at the doors, the server holds as much afterwards as before. */
class GarbageTest {
    private static final int CONNECTIONS = 50_000;
    private static final int FAILED_HANDSHAKES = 500;
    private static final int THROWERS = 8;

    /** Connections that one thrower makes before it sees that they were let in: of all, fewer than the kernel queues. */
    private static final int AT_ONCE = 100;

    private static final String HUGE = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 2147483647\r\n\r\n";

    private final CertificateAuthority authority = new CertificateAuthority("Test CA");
    private final AtomicInteger refusals = new AtomicInteger();
    private final CapturedLog log = new CapturedLog("io.netty");
    private TlsSamples tls;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        tls = new TlsSamples(directory)
                .certificate("ec", authority.issue("dns:sip.example"))
                .start();
    }

    @AfterEach
    void stop() {
        tls.close();
        log.close();
    }

    @Tag("slow")
    @Test
    void fiftyThousandGarbageConnectionsAndHandshakesLeaveNothingBehind() throws Exception {
        throwGarbage(2_000); // what is made once is made
        Eventually.isTrue(this::serves);
        failHandshakes(50);
        Eventually.isTrue(this::serves);
        var threads = threads();
        var descriptors = descriptors();
        var heap = AttackedServer.heap();

        throwGarbage(CONNECTIONS - FAILED_HANDSHAKES);
        Eventually.isTrue(this::serves); // before, the last of them may be as many as may be
        failHandshakes(FAILED_HANDSHAKES);

        Eventually.isTrue(this::serves);
        Eventually.isTrue(() -> descriptors() <= descriptors + 2);
        Eventually.isTrue(() -> threads() <= threads + 2);
        assertTrue(refusals.get() < CONNECTIONS / 2, "most got in: " + refusals);
        Eventually.isTrue(() -> AttackedServer.heap() - heap < 24 << 20); // half a KiB a connection
        assertEquals(
                List.of(),
                log.lines().stream().filter(line -> !line.startsWith("INFO")).toList());
    }

    private boolean serves() {
        try (var caller = TcpPeer.secure(tls.port(), authority.trusting())) {
            caller.write(caller.request("INVITE").toString());
            assertTrue(caller.read().startsWith("SIP/2.0 302"));
            return true;
        } catch (IOException notLetIn) {
            return false;
        }
    }

    private void failHandshakes(int times) throws Exception {
        var distrustful = new CertificateAuthority("Other CA").trusting();
        for (var i = 0; i < times; i++) {
            assertThrows(SSLHandshakeException.class, () -> TcpPeer.secure(tls.port(), distrustful));
        }
    }

    private void throwGarbage(int connections) throws Exception {
        var throwers = Executors.newFixedThreadPool(THROWERS);
        try {
            List<Callable<Void>> shares = new ArrayList<>();
            for (var thrower = 0; thrower < THROWERS; thrower++) {
                var seed = thrower;
                shares.add(() -> {
                    throwShare(connections / THROWERS, seed);
                    return null;
                });
            }
            for (Future<Void> share : throwers.invokeAll(shares)) {
                share.get();
            }
        } finally {
            throwers.shutdown();
        }
    }

    private void throwShare(int connections, int seed) throws IOException {
        var random = new Random(seed);
        for (var i = 0; i < connections; i++) {
            if (i % AT_ONCE == 0) {
                awaitTurn(tls.port());
                awaitTurn(tls.plainPort());
            }
            var secure = random.nextInt(4) > 0;
            // Where the server was quicker to close, nothing more is to be thrown.
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), secure ? tls.port() : tls.plainPort())) {
                socket.setSoLinger(true, 0); // or the ports of this machine would be used up
                socket.getOutputStream().write(garbage(random));
            } catch (IOException refused) {
                refusals.incrementAndGet();
            }
        }
    }

    /** A thrower that fills the kernel's queue has its next connection a second later, when TCP asks again. */
    private static void awaitTurn(int port) throws IOException {
        try (var last = new TcpPeer(port)) {
            last.write(HUGE);
            assertTrue(last.ends(), "it is not let in");
        } catch (SocketException closedAtOnce) {
            // there are too many, and its turn has come all the same
        }
    }

    private static byte[] garbage(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> noise(random, new byte[0]);
            case 2 -> noise(random, new byte[] {22, 3, 1, 2, 0}); // a TLS record of a handshake, it says
            case 3 -> noise(random, new byte[] {22, 3, 1, 0, 64, 1, 0, 0, 60, 3, 3}); // a ClientHello, it says
            default -> HUGE.getBytes(US_ASCII);
        };
    }

    private static byte[] noise(Random random, byte[] begin) {
        var bytes = new byte[begin.length + 1 + random.nextInt(200)];
        random.nextBytes(bytes);
        System.arraycopy(begin, 0, bytes, 0, begin.length);
        return bytes;
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
