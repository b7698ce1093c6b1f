package org.sipverify.app.cli.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Path;
import java.util.List;
import org.sipverify.app.Program;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;

/** What one packaged server writes: its vCons with their journal, and its logs. Checked when it has ended. */
public final class KeptVcons {
    public final Path directory;
    private final VconAssertions assertions;

    private KeptVcons(VconAssertions assertions, Path directory) {
        this.assertions = assertions;
        this.directory = directory;
    }

    /** For a server of the test class that asks, by whose name they are kept. */
    public static KeptVcons ofThisTest() throws IOException {
        var test = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackFrame::getDeclaringClass)
                        .map(Class::getSimpleName)
                        .filter(name -> name.endsWith("IT"))
                        .findFirst()
                        .orElseThrow());
        var assertions = VconAssertions.of(test, Validation.with(ExternalFiles.NONE, List.of())::judge);
        return new KeptVcons(assertions, assertions.room());
    }

    /** Keeps those that lie elsewhere, too. Fails unless they are valid; how many there are. */
    public int keep(Path elsewhere) throws IOException {
        return assertions.keep(elsewhere);
    }

    /** Ends the server. Fails unless all its vCons are valid and nothing it ever wrote holds a credential. */
    public void check(Program server, List<Path> logs) throws IOException, InterruptedException {
        try (server) {
            assertEquals(
                    List.of(),
                    VconAssertions.withCredentials(VconAssertions.files(directory)),
                    "with the journal of a running server");
        }
        assertions.areValid(directory);
        assertEquals(List.of(), VconAssertions.withCredentials(List.of(server.output)));
        assertEquals(List.of(), VconAssertions.withCredentials(logs));
    }
}
