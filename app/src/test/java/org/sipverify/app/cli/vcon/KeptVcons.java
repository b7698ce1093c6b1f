package org.sipverify.app.cli.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Path;
import java.util.List;
import org.sipverify.app.Program;
import org.sipverify.vcon.Judge;

/** What one packaged server writes: its vCons with their journal, and its logs. Judged when it has ended. */
public final class KeptVcons {
    public final Path directory;
    private final Judge judge;

    private KeptVcons(Judge judge, Path directory) {
        this.judge = judge;
        this.directory = directory;
    }

    /** For a server of the test class that asks, by whose name they are kept. */
    public static KeptVcons ofThisTest() throws IOException {
        var judge = Judge.of(StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackFrame::getDeclaringClass)
                        .map(Class::getSimpleName)
                        .filter(name -> name.endsWith("IT"))
                        .findFirst()
                        .orElseThrow()));
        return new KeptVcons(judge, judge.room());
    }

    /** Keeps those that lie elsewhere, too. Fails unless they are sound; how many there are. */
    public int keep(Path elsewhere) throws IOException {
        return judge.keep(elsewhere);
    }

    /** Ends the server. Fails unless all its vCons are sound and nothing it ever wrote holds a credential. */
    public void judge(Program server, List<Path> logs) throws IOException, InterruptedException {
        try (server) {
            assertEquals(
                    List.of(), Judge.withCredentials(Judge.files(directory)), "with the journal of a running server");
        }
        judge.all(directory);
        assertEquals(List.of(), Judge.withCredentials(List.of(server.output)));
        assertEquals(List.of(), Judge.withCredentials(logs));
    }
}
