package org.sipverify.index;

import java.nio.file.Path;

/** Receives what happens to the index. Called on its thread, and on those that offer rows: must not block. */
public interface IndexListener {
    /** Does nothing. */
    IndexListener NONE = new IndexListener() {};

    /** So many rows are in the database. */
    default void written(int rows) {}

    /** So many rows will not be in the database, because the queue was full. */
    default void lost(int rows) {}

    /** So many rows have left the database, because they were too old or too many. */
    default void removed(int rows) {}

    /**
     * The database could not be opened or written. It is tried again.
     *
     * @param isFirst whether the last time went well
     */
    default void failed(String why, boolean isFirst) {}

    /** The database can be written again. */
    default void recovered() {}

    /** A row could not be made, which is a fault of the program; it is lost, and what was to be written with it. */
    default void bug(RuntimeException fault, int rows) {}

    /** The database was damaged: it has another name now, and an empty one is in its place. */
    default void damaged(Path setAside, String why) {}
}
