package org.sipverify.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A script of {@code src/main/node}, asked one line of JSON at a time by the tests of any module. Its packages are installed below {@code target} as the lock file has them, once.
 */
public final class NodeScript implements AutoCloseable {
    private static final Path SOURCES = Path.of("../testkit/src/main/node");
    private static final Path INSTALLED = Path.of("../testkit/target/node");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private NodeScript(Process process) {
        this.process = process;
        this.questions = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    /** Starts a script, such as {@code unseal.mjs}. */
    public static NodeScript start(String name) throws IOException, InterruptedException {
        install();
        return new NodeScript(command("node", name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The script's answer to this question. */
    public JsonNode ask(Object question) throws IOException {
        questions.write(JSON.writeValueAsString(question));
        questions.newLine();
        questions.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new AssertionError("the script ended without an answer; it says why above");
        }
        return JSON.readTree(answer);
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        var lock = Files.readString(SOURCES.resolve("package-lock.json"));
        var done = INSTALLED.resolve("installed-lock.json");
        try (var files = Files.list(SOURCES)) {
            for (var file : files.toList()) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.exists(done) && Files.readString(done).equals(lock)) {
            return;
        }
        var log = INSTALLED.resolve("npm.log");
        var status = command("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("npm ci failed, so nothing of " + SOURCES + " can run:\n" + Files.readString(log));
        }
        Files.writeString(done, lock);
    }

    private static ProcessBuilder command(String... command) {
        try {
            new ProcessBuilder(command[0], "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .destroy();
        } catch (IOException e) {
            throw new AssertionError(command[0] + " is missing: scripts/prepare test installs it", e);
        }
        return new ProcessBuilder(List.of(command)).directory(INSTALLED.toFile());
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
