package org.sipverify.app.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.Program;
import org.sipverify.testkit.FreePort;

/**
 * Runs the shell blocks of a document as its reader would, in a copy of the checkout whose build is linked, on free ports.
 * A block is written as a terminal shows it: commands after a {@code $}, and below each what it prints, where {@code ...}
 * stands for any text.
 */
final class DocumentShell implements AutoCloseable {
    /** The command that does not return, and that other terminals use. */
    private static final String SERVER = "./scripts/run";

    private static final Path BUILD = Path.of("app/target/sip-verify/lib");

    private final Path checkout;
    private final Map<String, String> environment;
    private final String sipPort = Integer.toString(FreePort.next());
    private final String httpPort = Integer.toString(FreePort.next());
    private @Nullable Program server;

    /** A command, and what it prints by the document. */
    private record Command(String text, List<String> expected) {}

    DocumentShell(Path directory) throws IOException {
        this.checkout = directory.resolve("checkout");
        for (var part : List.of("scripts", "conf")) {
            copy(Document.ROOT.resolve(part), checkout.resolve(part));
        }
        Files.createDirectories(checkout.resolve(BUILD).getParent());
        Files.createSymbolicLink(checkout.resolve(BUILD), Document.ROOT.resolve(BUILD));
        this.environment = Map.of("VVP_SIP_VERIFY_PORT", sipPort, "VVP_STATUS_HTTP_PORT", httpPort);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Adds a line to its configuration. */
    void configure(String setting) throws IOException {
        Files.writeString(checkout.resolve("conf/sip-verify.conf"), setting + "\n", StandardOpenOption.APPEND);
    }

    /** Starts the server, for a document that takes it for granted. */
    void serve() throws IOException, InterruptedException {
        start(List.of("ready ..."));
    }

    void run(String document, Document.Block block) throws IOException, InterruptedException {
        for (var command : commands(block)) {
            if (command.text().equals(SERVER)) {
                start(command.expected());
            } else {
                expect(document + ": " + block.line(), command);
            }
        }
    }

    private static List<Command> commands(Document.Block block) {
        var commands = new ArrayList<Command>();
        var lines = block.lines();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (!line.startsWith("$ ")) {
                commands.get(commands.size() - 1).expected().add(line);
                continue;
            }
            var text = new StringBuilder(line.substring(2));
            var here = line.replaceFirst(".*<<([A-Z]+)$", "$1");
            while (!here.equals(line) && !lines.get(i).equals(here)) {
                text.append('\n').append(lines.get(++i));
            }
            commands.add(new Command(text.toString(), new ArrayList<>()));
        }
        return commands;
    }

    private void start(List<String> expected) throws IOException, InterruptedException {
        server = Program.start(checkout, environment, List.of("bash", "-c", "exec " + SERVER));
        server.awaitLine("ready");
        var last = expected.get(expected.size() - 1);
        server.awaitLine(last.substring(0, last.indexOf(' '))); // what follows ready is printed after it
        if (!shows(server.text(), expected)) {
            throw new AssertionError(expected + " is not in:\n" + server.text());
        }
    }

    /** Tries again for a while: the server takes over a changed file within two seconds. */
    private void expect(String where, Command command) throws IOException, InterruptedException {
        var output = output(command.text());
        for (var tries = 0; tries < 240 && !shows(output, command.expected()); tries++) {
            TimeUnit.MILLISECONDS.sleep(500);
            output = output(command.text());
        }
        if (!shows(output, command.expected())) {
            throw new AssertionError(where + ": " + command.text() + "\nprints\n" + output + "\nand not\n"
                    + String.join("\n", command.expected()));
        }
    }

    /** What a command prints, with the ports of the document. */
    String output(String command) throws IOException, InterruptedException {
        var text = command.replace(":8080", ":" + httpPort);
        try (var program = Program.start(checkout, environment, List.of("bash", "-c", text))) {
            program.await();
            return program.text();
        }
    }

    /** Whether these lines are there, in this order; others may stand between them. */
    private boolean shows(String output, List<String> expected) {
        var lines = output.lines().toList();
        var at = 0;
        for (var line : expected) {
            while (at < lines.size() && !isLike(lines.get(at), line)) {
                at++;
            }
            if (at++ == lines.size()) {
                return false;
            }
        }
        return true;
    }

    private boolean isLike(String line, String expected) {
        var rest = line.replace(":" + sipPort, ":5061").replace(":" + httpPort, ":8080");
        var parts = expected.split("\\.\\.\\.", -1);
        if (!rest.startsWith(parts[0])) {
            return false;
        }
        var from = parts[0].length();
        for (var part : List.of(parts).subList(1, parts.length)) {
            var found = rest.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        return parts[parts.length - 1].isEmpty() || from == rest.length();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (server != null) {
            server.close();
        }
        Files.delete(checkout.resolve(BUILD));
    }
}
