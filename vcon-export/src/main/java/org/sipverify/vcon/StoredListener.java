package org.sipverify.vcon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sipverify.vcon.store.RemovalListener;

/** Gets each vCon once it is safe on the disk, and each that is removed from there. */
@FunctionalInterface
public interface StoredListener extends RemovalListener {
    /** Does nothing. */
    StoredListener NONE = (uuid, createdAt, file, json) -> {};

    /**
     * These vCons are about to be stored. What a listener writes here is on the disk before any of them has its name,
     * so that no crash leaves a vCon without it. After a failure, or a crash, it is called again.
     *
     * @throws IOException when that cannot be written; then they are not stored yet
     */
    default void storing(List<UUID> uuids) throws IOException {}

    /**
     * A vCon is stored. Called on the one thread that stores, which waits: note it and return. After a crash it may be
     * called again for the same vCon, never for another with the call's content. The journal drops the call only after
     * this has returned.
     *
     * @param file as it lies there, sealed and compressed if that is configured
     * @param json the vCon itself in the draft's form, unsealed; not written to
     */
    void stored(UUID uuid, Instant createdAt, Path file, byte[] json);
}
