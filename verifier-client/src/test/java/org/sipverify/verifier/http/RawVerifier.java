package org.sipverify.verifier.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A verifier that says on each connection exactly what a test tells it to, and notes what it sees. */
final class RawVerifier implements AutoCloseable {
    static final String VALID = "{\"overall_status\":\"VALID\"}";
    static final String INVALID = "{\"overall_status\":\"INVALID\"}";

    @FunctionalInterface
    interface Script {
        void talk(Wire wire) throws IOException, InterruptedException;
    }

    /** Seconds: as long as a loaded machine needs. */
    private static final int PATIENCE = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
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

    /** Connections whose end has not been seen. */
    long open() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count();
    }

    /** What was noted next. */
    String noted() throws InterruptedException {
        var note = notes.poll(PATIENCE, TimeUnit.SECONDS);
        if (note == null) {
            throw new AssertionError("nothing was noted");
        }
        return note;
    }

    /** Goes past other notes to this one. */
    void awaitNoted(String text) throws InterruptedException {
        String note;
        do {
            note = noted();
        } while (!text.equals(note));
    }

    boolean hasNoted(String text) {
        return notes.contains(text);
    }

    void tell(String text) {
        told.add(text);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                sockets.add(socket);
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
            if (!text.equals(told.poll(PATIENCE, TimeUnit.SECONDS))) {
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

        /** Waits until the other side's system has all that was said: it may come later than this side goes on. */
        void awaitDelivered() throws IOException, InterruptedException {
            var nothingUnderWay = Pattern.compile(".*:%04X [0-9A-F]+:%04X [0-9A-F]{2} 00000000:.*"
                    .formatted(socket.getLocalPort(), socket.getPort()));
            while (connectionsOfTheSystem().stream().noneMatch(nothingUnderWay.asMatchPredicate())) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }

        private static List<String> connectionsOfTheSystem() throws IOException {
            var all = new ArrayList<>(Files.readAllLines(Path.of("/proc/net/tcp")));
            var ipv6 = Path.of("/proc/net/tcp6");
            if (Files.exists(ipv6)) {
                all.addAll(Files.readAllLines(ipv6));
            }
            return all;
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
