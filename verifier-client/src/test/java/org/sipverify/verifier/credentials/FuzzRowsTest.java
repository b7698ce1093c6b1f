package org.sipverify.verifier.credentials;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The inputs that fuzzing begins with, and each that it has found: the name of the file says what was wrong. */
class FuzzRowsTest {
    @TestFactory
    Stream<DynamicTest> credentials() throws IOException {
        try (var files = Files.list(Path.of("src/test/fuzz/credentials"))) {
            return files.sorted().toList().stream()
                    .map(file -> dynamicTest(
                            file.getFileName().toString(),
                            () -> CredentialsFuzz.fuzzerTestOneInput(Files.readAllBytes(file))));
        }
    }
}
