package org.sipverify.vcon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** Is told of each vCon that retention deletes, before and after; of the redacted twins nobody is told. */
public interface RemovalListener {
    /** Keeps nothing of a vCon. */
    RemovalListener NOBODY = new RemovalListener() {};

    /**
     * The file goes when this returns, and what was kept about it elsewhere can go with it.
     *
     * @throws IOException when it cannot go yet; it is tried again an hour later
     */
    default void removing(UUID uuid, Path file) throws IOException {}

    /**
     * The file is gone. What somebody else kept about it since {@link #removing} can go now: whoever keeps something from
     * now on finds no file.
     *
     * @throws IOException when that cannot go
     */
    default void removed(UUID uuid, Path file) throws IOException {}
}
