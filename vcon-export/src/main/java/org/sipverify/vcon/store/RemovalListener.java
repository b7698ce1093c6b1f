package org.sipverify.vcon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** Is told of each vCon that retention is about to delete; of the redacted twins nobody is told. */
@FunctionalInterface
public interface RemovalListener {
    /**
     * The file goes when this returns.
     *
     * @throws IOException when it cannot go yet; it is tried again an hour later
     */
    void removing(UUID uuid, Path file) throws IOException;
}
