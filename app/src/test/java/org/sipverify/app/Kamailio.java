package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Kamailio in the foreground, with a configuration of scripts/kamailio; its children end with it. */
final class Kamailio implements AutoCloseable {
    private static final Path CONFIGURATIONS = Path.of("../scripts/kamailio");

    final int port;
    final Program program;

    private Kamailio(int port, Program program) {
        this.port = port;
        this.program = program;
    }

    /**
     * Starts it on this loopback port for UDP and TCP, and waits until it answers.
     *
     * @param names what stands in capitals in the configuration, and what is to stand there; with TLS_PORT it has TLS
     */
    static Kamailio start(Path directory, String configuration, int port, Map<String, String> names)
            throws IOException, InterruptedException {
        var home = Files.createTempDirectory(directory, "kamailio");
        var text = Files.readString(CONFIGURATIONS.resolve(configuration))
                .replace("LISTEN", "127.0.0.1:" + port)
                .replace("MODULES", modules());
        for (var name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        var file = Files.writeString(home.resolve("kamailio.cfg"), text);
        var command = new ArrayList<>(
                List.of("kamailio", "-DD", "-E", "-f", file.toString(), "-Y", home.toString(), "-m", "64"));
        if (names.containsKey("TLS_PORT")) {
            command.addAll(List.of("-A", "WITH_TLS"));
        }
        var kamailio = new Kamailio(port, Program.start(home, Map.of(), command));
        try {
            kamailio.awaitAnswer(home);
            return kamailio;
        } catch (AssertionError dumb) {
            kamailio.close();
            throw dumb;
        }
    }

    private void awaitAnswer(Path home) throws IOException, InterruptedException {
        program.awaitUdp(port);
        var probe = new Sipp(home, "options").expecting(200, 405).headers("").run(port);
        assertEquals(0, probe.exitCode(), () -> probe.screen() + program.text());
    }

    private static String modules() {
        return Stream.of("/usr/lib/x86_64-linux-gnu/kamailio/modules", "/usr/lib/aarch64-linux-gnu/kamailio/modules")
                .filter(folder -> Files.isDirectory(Path.of(folder)))
                .findFirst()
                .orElse("/usr/lib/kamailio/modules");
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
