package org.sipverify.app.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sipverify.app.config.Settings;

/** The machine: its Java, its clock, its disks. */
record MachineCheck(Settings settings) {
    private static final int THREADLESS = 21;
    private static final long LITTLE = 1L << 30;
    private static final long TOO_LITTLE = 100L << 20;

    List<Diagnosis> look() {
        var found = new ArrayList<Diagnosis>();
        found.add(java());
        found.add(clock());
        WrittenDirectories.of(settings).stream().map(MachineCheck::room).forEach(found::add);
        return found;
    }

    private static Diagnosis java() {
        var version = Runtime.version();
        var heap = Runtime.getRuntime().maxMemory() >> 20;
        var text = "JDK " + version + ", heap up to " + heap + " MiB";
        return version.feature() >= THREADLESS
                ? Diagnosis.ok("Java", text)
                : Diagnosis.ok("Java", text + "; from JDK 21 on a call takes no thread of its own");
    }

    /** What the kernel says of its clock (adjtimex(2)), which timedatectl shows whichever program sets it. */
    private static Diagnosis clock() {
        var synchronised = output("timedatectl", "show", "--property=NTPSynchronized", "--value");
        if (synchronised.isEmpty()) {
            return Diagnosis.warn(
                    "clock",
                    "whether it is synchronised is not known",
                    "see that a time service such as chrony runs: a clock that is 30 s off makes every passport invalid");
        }
        return synchronised.get().equals("yes")
                ? Diagnosis.ok("clock", "synchronised")
                : Diagnosis.warn(
                        "clock",
                        "not synchronised",
                        "run a time service (apt-get install chrony): a clock that is 30 s off makes every passport invalid");
    }

    private static Optional<String> output(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 && !text.isEmpty() ? Optional.of(text) : Optional.empty();
        } catch (IOException e) { // there is no such program
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Diagnosis room(Path directory) {
        try {
            long free =
                    Files.getFileStore(WrittenDirectories.existing(directory)).getUsableSpace();
            var text = (free >> 20) + " MiB free in " + directory;
            if (free >= LITTLE) {
                return Diagnosis.ok("disk", text);
            }
            var advice =
                    "make room, or set vcon.retention.max-size; calls go on, but their records are lost when it is full";
            return free >= TOO_LITTLE ? Diagnosis.warn("disk", text, advice) : Diagnosis.fail("disk", text, advice);
        } catch (IOException e) {
            return Diagnosis.fail("disk", "cannot look at " + directory + ": " + e.getMessage(), "see that it exists");
        }
    }
}
