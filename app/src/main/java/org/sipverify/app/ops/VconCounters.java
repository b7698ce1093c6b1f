package org.sipverify.app.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.call.Sheddable;

/** Counts what becomes of vCons. Every figure is there from the beginning, so that an alert on it can be written. */
final class VconCounters implements VconMeter {
    private final Counter built;
    private final Counter stored;
    private final Counter storeFailed;
    private final Counter journalFailed;
    private final Counter torn;
    private final Counter quarantined;
    private final Counter expired;
    private final Map<Sheddable, Counter> shed = new EnumMap<>(Sheddable.class);
    private final Map<Loss, Counter> lost = new EnumMap<>(Loss.class);

    VconCounters(MeterRegistry registry) {
        built = counter(registry, "built", "vCons made, without redacted twins");
        stored = counter(registry, "stored", "Files safe on the disk, redacted twins among them");
        storeFailed = counter(registry, "store.failed", "Tries to write vCons that failed; they are repeated");
        journalFailed = counter(registry, "journal.failed", "Tries to write the journal that failed");
        torn = counter(registry, "journal.torn", "Journal files whose end was not whole and was cut off");
        quarantined =
                counter(registry, "quarantined", "vCons kept as bare facts: they held something like a credential");
        expired = counter(registry, "expired", "vCons deleted by vcon.retention");
        for (var detail : Sheddable.values()) {
            var name = detail.name().toLowerCase(Locale.ROOT);
            shed.put(detail, registry.counter("sipverify.vcons.shed", "detail", name));
        }
        for (var why : Loss.values()) {
            var name = why.name().toLowerCase(Locale.ROOT);
            lost.put(why, registry.counter("sipverify.vcons.lost", "reason", name));
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String help) {
        return Counter.builder("sipverify.vcons." + name).description(help).register(registry);
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
