package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;
import static org.sipverify.app.ops.Meters.label;

import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.call.Sheddable;
import org.sipverify.vcon.record.VconExporter;

/** What becomes of vCons. */
final class VconMetrics implements VconMeter {
    private static final String PREFIX = "sipverify.vcons.";

    private final Counter built;
    private final Counter stored;
    private final Counter storeFailed;
    private final Counter journalFailed;
    private final Counter torn;
    private final Counter quarantined;
    private final Counter expired;
    private final Map<Sheddable, Counter> shed;
    private final Map<Loss, Counter> lost;

    VconMetrics(Meters meters) {
        built = counter(meters, "built", "vCons made, without redacted twins");
        stored = counter(meters, "stored", "Files safe on the disk, redacted twins among them");
        storeFailed = counter(meters, "store.failed", "Tries to write vCons that failed; they are repeated");
        journalFailed = counter(meters, "journal.failed", "Tries to write the journal that failed");
        torn = counter(meters, "journal.torn", "Journal files whose end was not whole and was cut off");
        quarantined = counter(meters, "quarantined", "vCons kept as bare facts: they held something like a credential");
        expired = counter(meters, "expired", "vCons deleted by vcon.retention");
        shed = each(
                List.of(Sheddable.values()),
                detail -> meters.counter(PREFIX + "shed", "Details given up under pressure", "detail", label(detail)));
        lost = each(
                List.of(Loss.values()),
                why -> meters.counter(PREFIX + "lost", "Calls that will have no vCon", "reason", label(why)));
    }

    private static Counter counter(Meters meters, String name, String help) {
        return meters.counter(PREFIX + name, help);
    }

    /** Shows how the export is doing. */
    static void watch(Meters meters, VconExporter vcons) {
        meters.gauge(PREFIX + "pending", "Calls begun whose vCons are not on the disk", vcons::pending);
        meters.gauge(PREFIX + "journal.bytes", "Size of the journal", vcons::journalSize);
        meters.gauge(PREFIX + "working", "1 while journal and store can be written", () -> vcons.isWorking() ? 1 : 0);
        meters.gauge(PREFIX + "disk.free.bytes", "Room left where vCons are kept; -1: unknown", vcons::diskFree);
    }

    @Override
    public void built() {
        built.increment();
    }

    @Override
    public void stored() {
        stored.increment();
    }

    @Override
    public void shed(Sheddable detail) {
        Objects.requireNonNull(shed.get(detail)).increment();
    }

    @Override
    public void lost(Loss why) {
        Objects.requireNonNull(lost.get(why)).increment();
    }

    @Override
    public void storeFailed() {
        storeFailed.increment();
    }

    @Override
    public void journalFailed() {
        journalFailed.increment();
    }

    @Override
    public void torn() {
        torn.increment();
    }

    @Override
    public void quarantined() {
        quarantined.increment();
    }

    @Override
    public void expired(int vcons) {
        expired.increment(vcons);
    }
}
