package org.sipverify.app.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sipverify.app.config.DiskRoom;
import org.sipverify.app.config.Settings;
import org.sipverify.app.config.WrittenDirectories;
import org.sipverify.app.ops.ClockCheck;

/** The machine: its Java, its clock, its disks. */
record MachineCheck(Settings settings) {
    private static final int THREADLESS = 21;

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

    private static Diagnosis clock() {
        var synchronised = ClockCheck.isSynchronised();
        if (synchronised.isEmpty()) {
            return Diagnosis.warn(
                    "clock",
                    "whether it is synchronised is not known",
                    "see that a time service such as chrony runs: a clock that is 30 s off makes every passport invalid");
        }
        return synchronised.get()
                ? Diagnosis.ok("clock", "synchronised")
                : Diagnosis.warn("clock", "not synchronised", ClockCheck.ADVICE);
    }

    private static Diagnosis room(Path directory) {
        try {
            var room = DiskRoom.of(directory);
            if (!room.isLittle()) {
                return Diagnosis.ok("disk", room.toString());
            }
            return room.isTooLittle()
                    ? Diagnosis.fail("disk", room.toString(), DiskRoom.ADVICE)
                    : Diagnosis.warn("disk", room.toString(), DiskRoom.ADVICE);
        } catch (IOException e) {
            return Diagnosis.fail("disk", "cannot look at " + directory + ": " + e.getMessage(), "see that it exists");
        }
    }
}
