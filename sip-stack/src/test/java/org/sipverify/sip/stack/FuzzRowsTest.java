package org.sipverify.sip.stack;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sipverify.sip.guard.StreamFuzz;

/** The inputs that fuzzing begins with, and each that it has found: the name of the file says what was wrong. */
class FuzzRowsTest {
    @TestFactory
    Stream<DynamicTest> stream() throws IOException {
        return rows("stream", StreamFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    Stream<DynamicTest> message() throws IOException {
        return rows("message", MessageFuzz::fuzzerTestOneInput);
    }

    private static Stream<DynamicTest> rows(String target, Consumer<byte[]> fuzz) throws IOException {
        try (var files = Files.list(Path.of("src/test/fuzz", target))) {
            return files.sorted().toList().stream()
                    .map(file ->
                            dynamicTest(file.getFileName().toString(), () -> fuzz.accept(Files.readAllBytes(file))));
        }
    }
}
