package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program reads the JVM's options from {@code conf/jvm.options}, comments and all. */
class JvmOptionsIT {
    @TempDir
    private Path directory;

    @Test
    void theShippedOptionsAreInForce() throws Exception {
        var flags = flags(Map.of());

        for (var flag : List.of(
                "-XX:MaxHeapSize=1073741824",
                "-XX:InitialHeapSize=536870912",
                "-XX:NewSize=402653184",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=/var/log/sip-verify/crash-%p.log")) {
            assertTrue(flags.contains(flag), () -> flag + " is missing: " + flags);
        }
    }

    @Test
    void theEnvironmentReplacesThem() throws Exception {
        var flags = flags(Map.of("SIP_VERIFY_JVM", "-Xmx300m -XX:+UseParallelGC"));

        assertTrue(flags.contains("-XX:MaxHeapSize=314572800"), flags::toString);
        assertTrue(!flags.contains("-XX:+UseSerialGC"), flags::toString);
        assertTrue(!flags.contains("-XX:+ExitOnOutOfMemoryError"), flags::toString);
    }

    /** What the JVM itself says that it was told. */
    private List<String> flags(Map<String, String> environment) throws Exception {
        var variables = new HashMap<>(environment);
        variables.put("JDK_JAVA_OPTIONS", "-XX:+PrintCommandLineFlags");
        var command = List.of(PackagedServer.HOME.resolve("bin/sip-verify").toString(), "--version");
        try (var program = Program.start(directory, variables, command)) {
            assertEquals(0, program.await(), program.text());
            return List.of(program.text().split("\\s+", -1));
        }
    }
}
