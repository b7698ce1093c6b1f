package org.sipverify.app;

import java.io.IOException;
import java.util.Optional;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.VconExporter;
import org.sipverify.vcon.delivery.Delivery;
import org.sipverify.vcon.seal.Sealer;

/** The vCons of this server on their way: made, sealed, stored, delivered. */
final class VconArchive implements AutoCloseable {
    private final VconExporter exporter;
    private final Optional<Delivery> delivery;

    private VconArchive(VconExporter exporter, Optional<Delivery> delivery) {
        this.exporter = exporter;
        this.delivery = delivery;
    }

    /**
     * Begins to take calls; absent where no directory is configured.
     *
     * @throws IOException when another process has the journal
     */
    static Optional<VconArchive> start(Settings settings, Meters meters) throws IOException {
        if (settings.vcon().isEmpty()) {
            return Optional.empty();
        }
        var config = settings.vcon().get();
        var delivery = settings.delivery().endpoints().isEmpty()
                ? Optional.<Delivery>empty()
                : Optional.of(Delivery.start(settings.delivery(), config.store().directory(), meters.delivery()));
        StoredListener stored = (uuid, createdAt, file, json) -> delivery.ifPresent(it -> it.offer(uuid, file));
        var exporter = VconExporter.start(config, new Sealer(settings.seal()), stored, meters.vcons());
        meters.watch(exporter);
        delivery.ifPresent(it -> it.endpoints().forEach(meters::endpoint));
        return Optional.of(new VconArchive(exporter, delivery));
    }

    VconExporter exporter() {
        return exporter;
    }

    /** What is not delivered yet waits in its directory for the next start. */
    @Override
    public void close() {
        exporter.close();
        delivery.ifPresent(Delivery::close);
    }
}
