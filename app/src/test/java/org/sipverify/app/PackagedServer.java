package org.sipverify.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server as it is packaged, with the configuration that is shipped, on free loopback ports. */
final class PackagedServer implements AutoCloseable {
    static final Path HOME = Path.of("target/sip-verify").toAbsolutePath();

    final int sipPort;
    final int httpPort;
    final String ready;
    final Program program;

    private PackagedServer(int sipPort, int httpPort, Program program, String ready) {
        this.sipPort = sipPort;
        this.httpPort = httpPort;
        this.program = program;
        this.ready = ready;
    }

    /** Starts it with these settings, each KEY=VALUE, and waits for "ready". */
    static PackagedServer start(Path directory, String... settings) throws Exception {
        return start(directory, Map.of(), List.of(), settings);
    }

    static PackagedServer start(
            Path directory, Map<String, String> environment, List<String> options, String... settings)
            throws Exception {
        var sipPort = Ports.free();
        var httpPort = Ports.free();
        var all = new ArrayList<>(List.of("sip.host=127.0.0.1", "sip.port=" + sipPort, "http.port=" + httpPort));
        all.addAll(List.of(settings));
        var program = launch(directory, environment, options, all);
        return new PackagedServer(sipPort, httpPort, program, program.awaitLine("ready", Duration.ofSeconds(30)));
    }

    /** Starts it and waits for nothing. */
    static Program launch(Path directory, Map<String, String> environment, List<String> options, List<String> settings)
            throws IOException {
        var command = new ArrayList<>(List.of(HOME.resolve("bin/sip-verify").toString(), "serve"));
        command.addAll(options);
        settings.forEach(setting -> command.add("-D" + setting));
        return Program.start(directory, environment, command);
    }

    /** The body of a page of its HTTP port. */
    String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** A figure of /metrics; 0 when it is not there. */
    double metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** SIGTERM; the exit code. */
    int stop() throws IOException, InterruptedException {
        program.signal("TERM");
        return program.await(Duration.ofSeconds(20));
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
