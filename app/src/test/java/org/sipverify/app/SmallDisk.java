package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes that only one program sees: it is mounted in a namespace of that program. */
final class SmallDisk {
    private static final String MOUNT = "mount -t tmpfs -o size=%s none \"$1\" && shift && exec \"$@\"";

    private final Path directory;
    private final String size;

    SmallDisk(Path directory, String size) {
        this.directory = directory;
        this.size = size;
    }

    /** Skips the test, and says why, where nothing can be mounted. */
    void assumeItCanBe(Path logs) throws IOException, InterruptedException {
        try (var probe = Program.start(logs, Map.of(), seenBy(List.of("true")))) {
            var code = probe.await();
            Assumptions.assumeTrue(code == 0, () -> "no small file system here, which takes root: " + probe.text());
        }
    }

    /** The command with the disk mounted for it. The process stays the same, so its id tells its namespace. */
    List<String> seenBy(List<String> command) {
        var all = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", MOUNT.formatted(size), "sh"));
        all.add(directory.toString());
        all.addAll(command);
        return all;
    }

    /** The same directory as the program sees it. */
    Path of(Program program) {
        return Path.of("/proc/" + program.pid() + "/root" + directory);
    }

    void fill(Program program) throws IOException {
        var chunk = new byte[4096];
        try (OutputStream out = Files.newOutputStream(of(program).resolve("filler"), StandardOpenOption.CREATE)) {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    void free(Program program) throws IOException {
        Files.delete(of(program).resolve("filler"));
    }

    /** Nothing can be opened for writing any more; what is open stays so, which no remount can change. */
    void makeReadOnly(Program program) throws IOException, InterruptedException {
        inside(program, "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"");
    }

    void makeWritable(Program program) throws IOException, InterruptedException {
        inside(program, "umount \"$0\"");
    }

    private void inside(Program program, String command) throws IOException, InterruptedException {
        var namespace = "--mount=/proc/" + program.pid() + "/ns/mnt";
        var process = new ProcessBuilder("nsenter", namespace, "sh", "-c", command, directory.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
    }
}
