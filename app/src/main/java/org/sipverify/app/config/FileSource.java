package org.sipverify.app.config;

import com.typesafe.config.ConfigException;

/** Something that operators write into a file, or into several that belong together, and how it is read. */
public interface FileSource<T> {
    /** What it is, in a word for the log and the metrics. */
    String name();

    /**
     * Reads it from the disk.
     *
     * @param reads gets the files to watch, and what {@link #recall} needs
     * @throws ConfigException when it has a mistake; the message names file and line
     */
    T read(FileReads reads);

    /**
     * Makes it from what an earlier reading has kept.
     *
     * @throws ConfigException when that is not possible
     */
    T recall(Kept kept);

    /** What is in force then, in a few words for the log. */
    String summary(T value);

    /** Whether the last good one may take the place of one with this mistake when the server starts. */
    default boolean isReplaceable(ConfigException mistake) {
        return true;
    }
}
