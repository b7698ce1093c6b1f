package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.FreePort;

/** The command by which a container's engine asks the server whether it is well. */
class HealthCheckIT {
    @TempDir
    private Path directory;

    @Test
    void theImageFindsItsServerHealthy() throws Exception {
        try (var server = PackagedServer.start(directory)) {
            assertEquals(0, asked(server.httpPort));
        }
    }

    @Test
    void theImageFindsAnAbsentServerUnhealthy() throws Exception {
        assertNotEquals(0, asked(FreePort.next()));
    }

    private int asked(int port) throws Exception {
        var environment = Map.of("VVP_STATUS_HTTP_PORT", Integer.toString(port));
        try (var program = Program.start(directory, environment, command())) {
            return program.await();
        }
    }

    /** The words of CMD in the line HEALTHCHECK of the Dockerfile. */
    private static List<String> command() throws Exception {
        var words = Files.readAllLines(Path.of("../Dockerfile")).stream()
                .filter(line -> line.startsWith("HEALTHCHECK "))
                .map(line -> line.substring(line.indexOf("CMD ") + 4))
                .findFirst()
                .orElseThrow();
        return ConfigFactory.parseString("words = " + words).getStringList("words");
    }
}
