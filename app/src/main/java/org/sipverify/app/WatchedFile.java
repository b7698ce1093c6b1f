package org.sipverify.app;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What an operator's file says, read anew when it changes. A file with a mistake is refused, and the last good one stays
 * in force. The current value is the only shared state; reading is done by one thread at a time.
 */
final class WatchedFile<T> implements Supplier<T> {
    private static final Logger LOG = LogManager.getLogger();

    /** What tells one version of a file from the next; the key is the inode, which a rename exchanges. */
    private record Stamp(String modified, long size, String key) {}

    private final String name;
    private final Path file;
    private final Function<Path, T> reader;
    private final Meters meters;
    private volatile T current;
    private Stamp stamp;

    /**
     * Reads the file for the first time.
     *
     * @throws ConfigException when it has a mistake
     */
    WatchedFile(String name, Path file, Function<Path, T> reader, Meters meters) {
        this.name = name;
        this.file = file;
        this.reader = reader;
        this.meters = meters;
        this.stamp = stamp(); // before reading: a change in between is then seen as one
        this.current = reader.apply(file);
    }

    @Override
    public T get() {
        return current;
    }

    void reloadIfChanged() {
        if (!stamp().equals(stamp)) {
            reload();
        }
    }

    synchronized void reload() {
        stamp = stamp();
        try {
            current = reader.apply(file);
            meters.reloaded(name, false);
            LOG.info("{} {} is in force", name, file);
        } catch (ConfigException e) {
            meters.reloaded(name, true);
            LOG.error("{}; the last good {} stays in force", e.getMessage(), name);
        }
    }

    private Stamp stamp() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime().toString(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return new Stamp("gone", 0, "");
        }
    }
}
