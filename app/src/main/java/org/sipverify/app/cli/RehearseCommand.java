package org.sipverify.app.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code sip-verify rehearse}: does in one process, on loopback, what the program is started for, so that the JVM can
 * archive the classes and the method profiles that this takes. The launcher's {@code archive} runs it; help does not list
 * it. It reads nothing of the operator's configuration.
 */
@Command(name = "rehearse", hidden = true, description = "Serve and call on loopback, for the start archive.")
public final class RehearseCommand implements Callable<Integer> {
    private static final int CALLS = 30;
    private static final int LIMIT_S = 60;

    private final Function<String, CommandLine> commands;

    /** Runs these commands, each by its name. */
    public RehearseCommand(Function<String, CommandLine> commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() throws Exception {
        var directory = Files.createTempDirectory("sip-verify-rehearse");
        var config = Files.createFile(directory.resolve("sip-verify.conf"));
        var demo = directory.resolve("demo").toString();
        try {
            run("check", "--config", config.toString());
            int sip = freePort();
            int http = freePort();
            if (!serve(config, demo, sip, http)) {
                throw new IOException("the server did not start within " + LIMIT_S + " s");
            }
            for (var kind : List.of("none", "invalid", "expired")) {
                place(kind, "udp", sip, demo, config);
            }
            for (int number = 0; number < CALLS; number++) {
                place("valid", number % 2 == 0 ? "udp" : "tcp", sip, demo, config);
            }
            page(http, "/health");
            page(http, "/metrics");
        } finally {
            delete(directory);
        }
        return 0;
    }

    /** Leaves a server running on a thread of its own; whether it is ready. The end of the process ends it. */
    private boolean serve(Path config, String demo, int sip, int http) throws InterruptedException {
        var ready = new CountDownLatch(1);
        var line = commands.apply("serve").setOut(new PrintWriter(new ReadyWriter(ready), true));
        var thread = new Thread(
                () -> line.execute(
                        "serve",
                        "--config",
                        config.toString(),
                        "--demo",
                        demo,
                        "-Dsip.host=127.0.0.1",
                        "-Dsip.port=" + sip,
                        "-Dsip.transport=both",
                        "-Dpolicy.reload-interval=1h",
                        "-Dhttp.port=" + http,
                        "-Dlog.level=WARN"),
                "rehearsal");
        thread.setDaemon(true);
        thread.start();
        return ready.await(LIMIT_S, TimeUnit.SECONDS);
    }

    private void place(String kind, String transport, int port, String demo, Path config) throws IOException {
        run(
                "call",
                kind,
                "--server",
                "127.0.0.1:" + port,
                "--transport",
                transport,
                "--demo",
                demo,
                "--config",
                config.toString());
    }

    private void run(String... words) throws IOException {
        int code = commands.apply(words[0])
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute(words);
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code);
        }
    }

    private static void page(int port, String path) throws IOException {
        var request = "GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Drops what is written, and waits for the line that says that the server is ready. */
    private static final class ReadyWriter extends FilterWriter {
        private final CountDownLatch ready;

        ReadyWriter(CountDownLatch ready) {
            super(Writer.nullWriter());
            this.ready = ready;
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            if (text.startsWith("ready ", from)) {
                ready.countDown();
            }
            super.write(text, from, length);
        }
    }
}
