package org.sipverify.verifier.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A verifier that says on each connection exactly what a test tells it to, and notes what it sees. */
final class RawVerifier implements AutoCloseable {
    static final String VALID = "{\"overall_status\":\"VALID\"}";
    static final String INVALID = "{\"overall_status\":\"INVALID\"}";

    @FunctionalInterface
    interface Script {
        void talk(Wire wire) throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;

    RawVerifier(Script script) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(script));
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int connections() {
        return connections.get();
    }

    /** What was noted next; {@code nothing} when nothing was for a while. */
    String noted() throws InterruptedException {
        var note = notes.poll(5, TimeUnit.SECONDS);
        return note == null ? "nothing" : note;
    }

    void tell(String text) {
        told.add(text);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                int number = connections.incrementAndGet();
                threads.execute(() -> talk(script, socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Script script, Socket socket, int number) {
        try (socket) {
            script.talk(new Wire(socket, number));
        } catch (IOException e) {
            notes.add("closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The verifier's end of one connection. */
    final class Wire {
        private final Socket socket;
        private final int number;

        private Wire(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        Socket socket() {
            return socket;
        }

        void note(String text) {
            notes.add(text);
        }

        boolean isFirst() {
            return number == 1;
        }

        /** Waits for the test. */
        void await(String text) throws InterruptedException {
            if (!text.equals(told.poll(5, TimeUnit.SECONDS))) {
                throw new IllegalStateException("the test never said " + text);
            }
        }

        /** Reads one question and gives its first line. */
        String question() throws IOException {
            return upTo("null}").lines().findFirst().orElseThrow();
        }

        /** Fails when the other side closes. */
        String upTo(String end) throws IOException {
            var text = new StringBuilder();
            while (!text.toString().endsWith(end)) {
                text.append((char) next());
            }
            return text.toString();
        }

        /** Fails when it is. */
        void awaitClose() throws IOException {
            upTo("\0 never sent");
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        }

        void trickle(String text) throws IOException, InterruptedException {
            for (int i = 0; i < text.length(); i++) {
                say(text.substring(i, i + 1));
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        private int next() throws IOException {
            int c = socket.getInputStream().read();
            if (c < 0) {
                throw new IOException("closed by the other side");
            }
            return c;
        }
    }
}
