package org.sipverify.vcon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** Is told of each vCon that is safe on the disk, to take it further, and of each that goes from there. */
@FunctionalInterface
public interface StoredListener {
    /** Nobody takes anything further. */
    StoredListener NONE = (uuid, createdAt, file, json) -> {};

    /**
     * A vCon is stored. Called on the one thread that stores, which waits: note it and return. After a crash it may be
     * told again of the same vCon, never of another with the call's content. Only when this has returned does the
     * journal let the call go.
     *
     * @param file as it lies there, sealed and compressed if that is configured
     * @param json the vCon itself in the draft's form, unsealed; not written to
     */
    void stored(UUID uuid, Instant createdAt, Path file, byte[] json);

    /**
     * Retention is about to delete a vCon: what was kept about it elsewhere can go with it. Called on retention's thread.
     *
     * @throws IOException when it must stay for now; it is tried again an hour later
     */
    default void removing(UUID uuid, Path file) throws IOException {}
}
