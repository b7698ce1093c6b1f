package org.sipverify.verifier.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;

/** Verifiers that misbehave on the wire: each test says what the peer does with the connection. */
@Timeout(20)
class HttpVerifierDeadlineTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String VALID = "{\"overall_status\":\"VALID\"}";

    @FunctionalInterface
    private interface Peer {
        void talk(Socket socket) throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    @Test
    void givesUpWhenNoHeadersCome() throws Exception {
        serve(this::awaitClose);

        assertTimesOut();
        assertEquals("asked", seen.poll(5, TimeUnit.SECONDS));
        assertEquals("closed", seen.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void givesUpWhenHeadersTrickle() throws Exception {
        serve(socket -> trickle(socket, OK + "X-Slow: " + "x".repeat(1000)));

        assertTimesOut();
    }

    @Test
    void givesUpWhenTheBodyTrickles() throws Exception {
        serve(socket -> trickle(socket, OK + "Content-Length: 1000\r\n\r\n", "{".repeat(1000)));

        assertTimesOut();
    }

    @Test
    void stopsReadingABodyWithoutEnd() throws Exception {
        serve(socket -> {
            write(socket, OK + "\r\n");
            while (true) {
                write(socket, " ".repeat(8192));
            }
        });

        assertEquals(
                Verification.error(NoVerdict.VERIFIER_ERROR), verifier("30s").verify(credentials(JWT), CALL));
        assertEquals("closed", seen.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void reportsAPeerThatHangsUp() throws Exception {
        serve(Socket::close);

        assertEquals(
                Verification.error(NoVerdict.VERIFIER_UNREACHABLE),
                verifier("5s").verify(credentials(JWT), CALL));
    }

    @Test
    void asksAgainWhenAPooledConnectionWasClosed() throws Exception {
        serve(socket -> {
            read(socket);
            write(socket, OK + "Content-Length: " + VALID.length() + "\r\n\r\n" + VALID);
            read(socket);
            socket.setSoLinger(true, 0);
        });
        var verifier = verifier("5s");

        assertEquals(Verification.valid(Samples.ORIG), verifier.verify(credentials(JWT), CALL));
        assertEquals(Verification.valid(Samples.ORIG), verifier.verify(credentials(JWT), CALL));
    }

    @Test
    void interruptionAbortsTheExchange() throws Exception {
        serve(this::awaitClose);
        var outcome = new AtomicReference<Object>();
        var verifier = verifier("1m");
        var thread = new Thread(() -> {
            try {
                outcome.set(verifier.verify(credentials(JWT), CALL));
            } catch (InterruptedException e) {
                outcome.set(e);
            }
        });

        thread.start();
        assertEquals("asked", seen.poll(5, TimeUnit.SECONDS));
        thread.interrupt();
        thread.join(Duration.ofSeconds(5).toMillis());

        assertInstanceOf(InterruptedException.class, outcome.get());
        assertEquals("closed", seen.poll(5, TimeUnit.SECONDS));
    }

    private void assertTimesOut() throws InterruptedException {
        long start = System.nanoTime();

        var verification = verifier("300ms").verify(credentials(JWT), CALL);

        assertEquals(Verification.error(NoVerdict.VERIFIER_TIMEOUT), verification);
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3000);
    }

    private Verifier verifier(String timeout) {
        return new HttpVerifier(config("url = \"http://127.0.0.1:" + server.getLocalPort() + "\", timeout = " + timeout)
                .http()
                .orElseThrow());
    }

    private void serve(Peer peer) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    threads.execute(() -> talk(peer, socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void talk(Peer peer, Socket socket) {
        try (socket) {
            peer.talk(socket);
        } catch (IOException e) {
            seen.add("closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitClose(Socket socket) throws IOException {
        read(socket);
        seen.add("asked");
        if (socket.getInputStream().read() < 0) {
            throw new IOException("closed by the other side");
        }
    }

    private static void trickle(Socket socket, String text) throws IOException, InterruptedException {
        trickle(socket, "", text);
    }

    private static void trickle(Socket socket, String first, String rest) throws IOException, InterruptedException {
        write(socket, first);
        for (int i = 0; i < rest.length(); i++) {
            write(socket, rest.substring(i, i + 1));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Reads what has come of the question, up to the end of its body. */
    private static void read(Socket socket) throws IOException {
        var question = new StringBuilder();
        while (!question.toString().endsWith("null}")) {
            int c = socket.getInputStream().read();
            if (c < 0) {
                throw new IOException("closed by the other side");
            }
            question.append((char) c);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }
}
