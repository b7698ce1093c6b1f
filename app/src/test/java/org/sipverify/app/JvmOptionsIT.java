package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program reads the JVM's options from {@code conf/jvm.options}, comments and all. */
class JvmOptionsIT {
    private static final Pattern FLAG = Pattern.compile("(?m)^ *\\w+ (\\w+) += (\\S*) ");

    @TempDir
    private Path directory;

    @Test
    void theShippedOptionsAreInForce() throws Exception {
        var flags = flags(Map.of());

        assertEquals("1073741824", flags.get("MaxHeapSize"));
        assertEquals("167772160", flags.get("InitialHeapSize"));
        assertEquals("100663296", flags.get("NewSize"));
        assertEquals("true", flags.get("UseSerialGC"));
        assertEquals("true", flags.get("ExitOnOutOfMemoryError"));
        assertEquals("false", flags.get("UsePerfData"));
        assertEquals("/var/log/sip-verify/crash-%p.log", flags.get("ErrorFile"));
    }

    @Test
    void theEnvironmentReplacesThem() throws Exception {
        var flags = flags(Map.of("SIP_VERIFY_JVM", "-Xmx300m -XX:+UseParallelGC"));

        assertEquals("314572800", flags.get("MaxHeapSize"));
        assertEquals("false", flags.get("UseSerialGC"));
        assertEquals("false", flags.get("ExitOnOutOfMemoryError"));
    }

    /** The JVM's flags by name, as the JVM itself prints them. */
    private Map<String, String> flags(Map<String, String> environment) throws Exception {
        var variables = new HashMap<>(environment);
        variables.put("JDK_JAVA_OPTIONS", "-XX:+PrintFlagsFinal");
        var command = List.of(PackagedServer.HOME.resolve("bin/sip-verify").toString(), "--version");
        try (var program = Program.start(directory, variables, command)) {
            assertEquals(0, program.await(), program.text());
            var flags = new HashMap<String, String>();
            FLAG.matcher(program.text()).results().forEach(flag -> flags.put(flag.group(1), flag.group(2)));
            return flags;
        }
    }
}
