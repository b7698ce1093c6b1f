package org.sipverify.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program of its own beside the test; what it prints goes to a file. Closing ends it. */
final class Program implements AutoCloseable {
    final Path output;
    private final Process process;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Program start(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        var output = Files.createTempFile(directory, Path.of(command.get(0)).getFileName() + "-", ".log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("VVP_") || name.startsWith("SIP_"));
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    /** Waits for its end; its exit code. */
    int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + ":\n" + text());
        }
        return process.exitValue();
    }

    /** Waits until a line of its output begins with this text; that line. */
    String awaitLine(String beginning, Duration limit) throws InterruptedException {
        var found = new ArrayList<String>();
        until(limit, () -> {
            text().lines().filter(line -> line.startsWith(beginning)).forEach(found::add);
            return !found.isEmpty() || !process.isAlive();
        });
        if (found.isEmpty()) {
            throw new AssertionError("no line begins with " + beginning + ":\n" + text());
        }
        return found.get(0);
    }

    void awaitText(String part) throws InterruptedException {
        until(Duration.ofSeconds(10), () -> text().contains(part));
        if (!text().contains(part)) {
            throw new AssertionError("nowhere \"" + part + "\":\n" + text());
        }
    }

    static void until(Duration limit, BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    String text() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal, named without SIG. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
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

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
