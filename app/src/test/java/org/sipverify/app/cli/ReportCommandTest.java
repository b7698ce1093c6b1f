package org.sipverify.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.Ran;

class ReportCommandTest {
    private static final String LINE = "{\"time\":\"2026-11-20T10:00:00Z\",\"call_id\":\"a\",\"outcome\":\"none\","
            + "\"decision\":\"redirect\",\"rule\":\"on-none\",\"would\":\"reject\",\"would_code\":400,"
            + "\"response_code\":302}\n";

    @TempDir
    private Path directory;

    private String out;
    private String err;

    @Test
    void theConfiguredAuditIsRead() throws Exception {
        Files.writeString(directory.resolve("own.jsonl"), LINE);
        var config = Files.writeString(directory.resolve("sip-verify.conf"), "audit.file = own.jsonl");

        assertEquals(0, run("report", "--config", config.toString(), "--observe"));

        assertTrue(out.contains("would have rejected 1 call (100.0%)"), out);
    }

    @Test
    void filesMayBeNamed() throws Exception {
        var file = Files.writeString(directory.resolve("a.jsonl"), LINE + LINE).toString();

        assertEquals(0, run("report", file, file, "--json"));

        assertTrue(out.startsWith("{\"by\":\"outcome\",\"files\":2,\"calls\":4,"), out);
    }

    @Test
    void aTimeMayBeNamed() throws Exception {
        var file = Files.writeString(directory.resolve("a.jsonl"), LINE).toString();

        assertEquals(0, run("report", file, "--since", "2026-11-21"));
        assertEquals("no call\n", out);
        assertEquals(0, run("report", file, "--until", "2026-11-20"));
        assertTrue(out.startsWith("1 call from 2026-11-20T10:00:00Z"), out);
    }

    @Test
    void mistakesEndWithTwo() throws Exception {
        var none = Files.writeString(directory.resolve("none.conf"), "audit.file = \"\"")
                .toString();
        var missing = Files.writeString(directory.resolve("missing.conf"), "audit.file = missing.jsonl")
                .toString();

        assertEquals(2, run("report", "--config", none));
        assertTrue(err.contains("audit.file is empty: there is no audit; name a FILE"), err);
        assertEquals(2, run("report", "--config", missing));
        assertTrue(err.contains("no audit at " + directory.resolve("missing.jsonl")), err);
        assertEquals(2, run("report", directory.resolve("nothing").toString()));
        assertTrue(err.contains("no such file: "), err);
        assertEquals(2, run("report", none, "--since", "soon"));
        assertTrue(err.contains("--since needs a time such as"), err);
    }

    @Test
    void aFileThatEndsTooEarlyIsNamedAndTheRestIsRead() throws Exception {
        var broken = Files.write(directory.resolve("broken.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        var sound = Files.writeString(directory.resolve("a.jsonl"), LINE);

        assertEquals(1, run("report", broken.toString(), sound.toString()));

        assertTrue(err.contains("sip-verify: " + broken + ": "), err);
        assertTrue(out.startsWith("1 call from"), out);
    }

    private int run(String... arguments) {
        var ran = Ran.command(arguments);
        out = ran.out();
        err = ran.err();
        return ran.code();
    }
}
