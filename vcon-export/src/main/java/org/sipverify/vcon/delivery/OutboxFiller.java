package org.sipverify.vcon.delivery;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.sipverify.vcon.delivery.DeliveryRecords.State;

/**
 * Looks once through all of the store for the vCons that an endpoint lacks: those of a time when the endpoint was not
 * configured, or of a version that had no outbox.
 */
final class OutboxFiller extends SimpleFileVisitor<Path> {
    private final Path store;
    private final String endpoint;
    private final Outbox outbox;
    private final DeliveryRecords records;

    private OutboxFiller(Path store, String endpoint, Outbox outbox, DeliveryRecords records) {
        this.store = store;
        this.endpoint = endpoint;
        this.outbox = outbox;
        this.records = records;
    }

    /** Gives each its marker, unless that was done before. After a crash it begins anew. */
    static void fill(Path store, String endpoint, DeliveryRecords records) throws IOException {
        var outbox = new Outbox(store, endpoint);
        outbox.open();
        if (!outbox.isComplete()) {
            Files.walkFileTree(store, new OutboxFiller(store, endpoint, outbox, records));
            outbox.complete();
        }
    }

    /**
     * Passes over the journal, what is noted of deliveries, and the redacted copies, which are for people to hand on.
     */
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        var name = directory.getFileName().toString();
        var aside = !directory.equals(store) && (name.startsWith(".") || name.equals("redacted"));
        return aside ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        var uuid = DeliveryRecords.uuid(file);
        if (uuid.isPresent()
                && outbox.isPlace(uuid.get(), file)
                && records.state(endpoint, file) == State.UNDELIVERED) {
            records.adoptNote(endpoint, file);
            outbox.add(uuid.get());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException removed) {
        return FileVisitResult.CONTINUE;
    }
}
