package org.sipverify.vcon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** Called for each vCon that retention deletes, before and after; not for redacted copies. */
public interface RemovalListener {
    /** Does nothing. */
    RemovalListener NOBODY = new RemovalListener() {};

    /**
     * The file is deleted when this returns, and what was kept about it elsewhere can be deleted now.
     *
     * @throws IOException when it must stay for now; retention tries again an hour later
     */
    default void removing(UUID uuid, Path file) throws IOException {}

    /**
     * The file is deleted. What was kept about it since {@link #removing} can be deleted now; nothing is kept about it
     * from now on, because there is no file.
     *
     * @throws IOException when that cannot be deleted
     */
    default void removed(UUID uuid, Path file) throws IOException {}
}
