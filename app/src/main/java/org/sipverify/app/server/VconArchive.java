package org.sipverify.app.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sipverify.app.config.Settings;
import org.sipverify.app.index.IndexFeed;
import org.sipverify.app.ops.Metrics;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.delivery.Delivery;
import org.sipverify.vcon.record.VconExporter;
import org.sipverify.vcon.seal.Sealer;
import org.sipverify.vcon.store.StoreConfig;

/** The vCons of this server on their way: made, sealed, stored, delivered. */
final class VconArchive implements AutoCloseable {
    private final VconExporter exporter;
    private final Delivery delivery;

    private VconArchive(VconExporter exporter, Delivery delivery) {
        this.exporter = exporter;
        this.delivery = delivery;
    }

    /** Notifies delivery and the index of vCons that enter and leave the store. */
    private record Handover(Delivery delivery, Optional<IndexFeed> index) implements StoredListener {
        @Override
        public void storing(List<UUID> uuids) throws IOException {
            delivery.storing(uuids);
        }

        @Override
        public void stored(UUID uuid, Instant createdAt, Path file, byte[] json) {
            delivery.offer(uuid, file);
            index.ifPresent(it -> it.stored(uuid, createdAt, file, json));
        }

        @Override
        public void removing(UUID uuid, Path file) throws IOException {
            delivery.removing(uuid, file);
        }

        @Override
        public void removed(UUID uuid, Path file) throws IOException {
            delivery.removed(file);
            index.ifPresent(it -> it.removed(uuid));
        }
    }

    /**
     * Begins to take calls; absent where no directory is configured.
     *
     * @param index is told where vCons are
     * @throws IOException when another process has the journal
     */
    static Optional<VconArchive> start(Settings settings, Metrics metrics, Optional<IndexFeed> index)
            throws IOException {
        if (settings.vcons().config().isEmpty()) {
            return Optional.empty();
        }
        var config = settings.vcons().config().get();
        var delivery =
                Delivery.start(settings.vcons().delivery(), config.store().directory(), metrics.delivery());
        var seal = new Sealer(settings.vcons().seal());
        var exporter = VconExporter.start(config, seal, new Handover(delivery, index), metrics.vcons());
        metrics.watch(exporter);
        seal.expires().ifPresent(metrics::signingCertificate);
        delivery.endpoints().forEach(metrics::endpoint);
        return Optional.of(new VconArchive(exporter, delivery));
    }

    /** Keeps vCons for another time, or in more or less room, from the next look on. */
    void retain(StoreConfig store) {
        exporter.retain(store);
    }

    VconExporter exporter() {
        return exporter;
    }

    /** What is not delivered yet waits in its directory for the next start. */
    @Override
    public void close() {
        exporter.close();
        delivery.close();
    }
}
