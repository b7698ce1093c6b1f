package org.sipverify.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sipverify.app.cli.vcon.KeptVcons;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.VconAssertions;

/**
 * The server as it is packaged, with the configuration that is shipped, on free loopback ports. It makes vCons, and when
 * it has ended they are checked.
 */
public final class PackagedServer implements AutoCloseable {
    static final Path HOME = Path.of("target/sip-verify").toAbsolutePath();

    public final int sipPort;
    final int httpPort;
    final String ready;
    public final Program program;
    public final Path vcons;
    private final KeptVcons kept;
    private final List<Path> logs;
    private final HttpClient client = HttpClient.newHttpClient();

    private PackagedServer(int sipPort, int httpPort, Program program, String ready, KeptVcons kept, List<Path> logs) {
        this.sipPort = sipPort;
        this.httpPort = httpPort;
        this.program = program;
        this.ready = ready;
        this.kept = kept;
        this.vcons = kept.directory;
        this.logs = logs;
    }

    /** Starts it with these settings, each KEY=VALUE, and waits for "ready". */
    public static PackagedServer start(Path directory, String... settings) throws Exception {
        return start(directory, Map.of(), List.of(), settings);
    }

    public static PackagedServer start(
            Path directory, Map<String, String> environment, List<String> options, String... settings)
            throws Exception {
        return start(directory, environment, KeptVcons.ofThisTest(), command -> command, options, settings);
    }

    /** Starts it with its vCons on a disk of its own. */
    static PackagedServer startOn(SmallDisk disk, KeptVcons kept, Path directory, String... settings) throws Exception {
        return start(directory, Map.of(), kept, disk::seenBy, List.of(), settings);
    }

    private static PackagedServer start(
            Path directory,
            Map<String, String> environment,
            KeptVcons kept,
            UnaryOperator<List<String>> surroundings,
            List<String> options,
            String... settings)
            throws Exception {
        var sipPort = sipPort(settings);
        var httpPort = FreePort.next();
        var all = new ArrayList<>(List.of("sip.host=127.0.0.1", "sip.port=" + sipPort, "http.port=" + httpPort));
        all.add("vcon.directory=" + kept.directory);
        all.addAll(List.of(settings));
        var program = Program.start(directory, environment, surroundings.apply(command(options, all)));
        return new PackagedServer(sipPort, httpPort, program, ready(program), kept, logs(settings));
    }

    /** One that is free, unless a setting says which. */
    private static int sipPort(String... settings) throws IOException {
        var key = "sip.port=";
        for (var setting : settings) {
            if (setting.startsWith(key)) {
                return Integer.parseInt(setting.substring(key.length()));
            }
        }
        return FreePort.next();
    }

    /** The line that says so; who does not say it is ended. */
    static String ready(Program program) throws InterruptedException {
        try {
            return program.awaitLine("ready");
        } catch (AssertionError never) {
            program.close();
            throw never;
        }
    }

    private static List<Path> logs(String... settings) {
        return Stream.of(settings)
                .filter(setting -> setting.matches("(log|audit)[.]file=.*"))
                .map(setting -> Path.of(setting.substring(setting.indexOf('=') + 1)))
                .toList();
    }

    /** Starts it and waits for nothing. */
    static Program launch(Path directory, Map<String, String> environment, List<String> options, List<String> settings)
            throws IOException {
        return Program.start(directory, environment, command(options, settings));
    }

    private static List<String> command(List<String> options, List<String> settings) {
        var command = new ArrayList<>(List.of(HOME.resolve("bin/sip-verify").toString(), "serve"));
        command.addAll(options);
        settings.forEach(setting -> command.add("-D" + setting));
        return command;
    }

    /** The body of a page of its HTTP port. */
    public String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** A figure of /metrics; 0 when it is not there. */
    double metric(String name) {
        try {
            return get("/metrics")
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The vCon of a call, as soon as it is there; the Call-ID may be that of any of its legs. */
    JsonNode vcon(String callId) {
        Eventually.isTrue(() -> found(callId).isPresent(), () -> "no vCon of " + callId + "\n" + program.text());
        return found(callId).orElseThrow();
    }

    private Optional<JsonNode> found(String callId) {
        return vcons().stream()
                .filter(vcon -> vcon.findValuesAsText("sip_call_id").contains(callId))
                .findFirst();
    }

    /** All that are there. */
    List<JsonNode> vcons() {
        try {
            return VconAssertions.files(vcons).stream()
                    .filter(file -> file.toString().endsWith(".vcon"))
                    .map(PackagedServer::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM; the exit code. */
    public int stop() throws IOException, InterruptedException {
        program.signal("TERM");
        return program.await();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kept.check(program, logs);
    }
}
