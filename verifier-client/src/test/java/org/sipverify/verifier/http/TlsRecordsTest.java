package org.sipverify.verifier.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.http.RawVerifier.INVALID;
import static org.sipverify.verifier.http.RawVerifier.VALID;
import static org.sipverify.verifier.http.RawVerifier.ok;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.PemFiles;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;

/** What only TLS has: records that wait to be decrypted, and an end that is not that of the socket. */
@Timeout(120)
class TlsRecordsTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");
    private static final Verification PROVED = Verification.valid(Samples.ORIG);

    /** What the verifier does on its first connection when it was asked; on the others it answers. */
    @FunctionalInterface
    private interface First {
        void talk(SSLSocket socket) throws IOException;
    }

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private SSLServerSocket server;

    @BeforeEach
    void listen() throws Exception {
        new PemFiles(directory).write("ca.pem", PemFiles.text(CA.certificate()));
        server = (SSLServerSocket) CA.trusting(CA.issue("ip:127.0.0.1"))
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    @Test
    void aSecondRecordIsNotTheNextAnswer() throws Exception {
        serve(socket -> {
            say(socket, ok(VALID));
            say(socket, ok(INVALID));
        });
        try (var verifier = verifier()) {
            assertEquals(PROVED, ask(verifier));
            assertEquals("closed", ends.poll(60, TimeUnit.SECONDS));

            assertEquals(PROVED, ask(verifier));
        }
        assertEquals(2, connections.get());
    }

    /** No answer comes after close_notify, even if the socket stays open. */
    @Test
    void aConnectionThatSaysGoodbyeIsClosed() throws Exception {
        serve(socket -> {
            say(socket, ok(VALID));
            socket.shutdownOutput();
        });
        try (var verifier = verifier()) {
            assertEquals(PROVED, ask(verifier));
            assertEquals("closed", ends.poll(60, TimeUnit.SECONDS));

            assertEquals(PROVED, ask(verifier));
        }
        assertEquals(2, connections.get());
    }

    private HttpVerifier verifier() {
        var http = config("timeout = 1m, url = \"https://127.0.0.1:" + server.getLocalPort() + "\", ca-file = \""
                        + directory.resolve("ca.pem") + "\"")
                .http();
        return new HttpVerifier(http.orElseThrow(), SHARED);
    }

    private void serve(First first) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = (SSLSocket) server.accept();
                    boolean isFirst = connections.incrementAndGet() == 1;
                    threads.execute(() -> talk(socket, isFirst ? first : it -> say(it, ok(VALID))));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void talk(SSLSocket socket, First answer) {
        try (socket) {
            var text = new StringBuilder();
            while (!text.toString().endsWith("null}")) {
                text.append((char) next(socket));
            }
            answer.talk(socket);
            int more = socket.getInputStream().read();
            ends.add(more < 0 ? "closed" : "asked again");
        } catch (IOException e) {
            ends.add("closed");
        }
    }

    private static int next(SSLSocket socket) throws IOException {
        int c = socket.getInputStream().read();
        if (c < 0) {
            throw new EOFException();
        }
        return c;
    }

    private static void say(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
