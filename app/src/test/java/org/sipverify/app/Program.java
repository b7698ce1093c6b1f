package org.sipverify.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sipverify.testkit.Eventually;

/**
 * A program of its own beside the test; what it prints goes to a file. Closing ends it with all that it has started, and
 * so does the end of the tests when it comes before, as by Ctrl-C.
 */
public final class Program implements AutoCloseable {
    public static final Duration PATIENCE = Eventually.PATIENCE;

    public final Path output;
    private final Process process;
    private final Thread atTheLatest = new Thread(() -> family().forEach(ProcessHandle::destroyForcibly));

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
        Runtime.getRuntime().addShutdownHook(atTheLatest);
    }

    public static Program start(Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        var output = Files.createTempFile(directory, Path.of(command.get(0)).getFileName() + "-", ".log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("VVP_") || name.startsWith("SIP_"));
        builder.environment().put("STATE_DIRECTORY", directory.toString()); // nothing is kept beside what is packaged
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    /** Waits for its end; its exit code. */
    public int await() throws InterruptedException {
        return await(PATIENCE);
    }

    public int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + ":\n" + text());
        }
        return process.exitValue();
    }

    /** Waits until a line of its output begins with this text; that line. */
    public String awaitLine(String beginning) throws InterruptedException {
        Eventually.isTrue(() -> line(beginning).isPresent() || !process.isAlive(), this::text);
        return line(beginning)
                .orElseThrow(() -> new AssertionError("no line begins with " + beginning + ":\n" + text()));
    }

    /** A line that is still being written does not count. */
    private Optional<String> line(String beginning) {
        var text = text();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst();
    }

    void awaitText(String part) throws InterruptedException {
        Eventually.isTrue(() -> text().contains(part) || !process.isAlive(), this::text);
        if (!text().contains(part)) {
            throw new AssertionError("nowhere \"" + part + "\":\n" + text());
        }
    }

    /** Waits until a port of UDP is bound, as this program binds it. */
    void awaitUdp(int port) {
        awaitListener("udp", port);
    }

    /** The same of TCP. */
    void awaitTcp(int port) {
        awaitListener("tcp", port);
    }

    private void awaitListener(String transport, int port) {
        Eventually.isTrue(() -> isBound(transport, port) || !isAlive(), this::text);
        if (!isBound(transport, port)) {
            throw new AssertionError("nothing listens on " + transport + " port " + port + ": " + text());
        }
    }

    private static boolean isBound(String transport, int port) {
        try {
            return Files.readString(Path.of("/proc/net", transport)).contains(":%04X 00000000:0000".formatted(port));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public String text() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal, named without SIG. The shell does it: kill as a program of its own is not on every machine. */
    void signal(String name) throws IOException, InterruptedException {
        signal(name, 1);
    }

    /** So often, as fast as a shell can. */
    void signal(String name, int times) throws IOException, InterruptedException {
        var kill = "i=0; while [ $i -lt %d ]; do kill -%s %d || exit; i=$((i + 1)); done";
        var code = new ProcessBuilder("sh", "-c", kill.formatted(times, name, process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("SIG" + name + " reached nobody:\n" + text());
        }
    }

    /** Kilobytes resident in memory. */
    long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /** CPU it has taken so far, in steps of some milliseconds. */
    public long cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    private List<ProcessHandle> family() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        var family = family();
        family.forEach(ProcessHandle::destroy);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            family().forEach(ProcessHandle::destroyForcibly); // it may have started one more meanwhile
            process.waitFor();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().removeShutdownHook(atTheLatest);
    }
}
