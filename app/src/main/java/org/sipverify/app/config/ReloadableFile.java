package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The content of an operator's file, or of several that belong together, reloaded when one changes. A file with a mistake
 * is refused, and the last good one stays in force. The current value is the only shared state; one thread at a time reads.
 */
public final class ReloadableFile<T> implements Supplier<T> {
    private static final Logger LOG = LogManager.getLogger();

    /** What distinguishes one version of a file from the next; the key is the inode, which a rename exchanges. */
    private record Stamp(String modified, long size, String key) {}

    /** Counts what became of each reading. */
    @FunctionalInterface
    public interface Listener {
        /** A file was reloaded; {@code kept} when it had a mistake and the last good one stays. */
        void reloaded(String file, boolean kept);
    }

    private final String name;
    private final List<Path> files;
    private final Function<Consumer<Path>, T> reader;
    private final Function<T, String> summary;
    private final Listener listener;
    private volatile T current;
    /** Of the files themselves, and of those that were read with them. */
    private final Map<Path, Stamp> stamps = new LinkedHashMap<>();

    /**
     * Reads the file for the first time.
     *
     * @param summary what is in force then, in a few words for the log
     * @throws ConfigException when it has a mistake
     */
    public ReloadableFile(
            String name, Path file, Function<Path, T> reader, Function<T, String> summary, Listener listener) {
        this(name, List.of(file), others -> reader.apply(file), summary, listener);
    }

    /**
     * Reads files that belong together for the first time.
     *
     * @param reader tells its argument of every further file that it reads, before it reads it
     * @throws ConfigException when one has a mistake
     */
    public ReloadableFile(
            String name,
            List<Path> files,
            Function<Consumer<Path>, T> reader,
            Function<T, String> summary,
            Listener listener) {
        this.name = name;
        this.files = files;
        this.reader = reader;
        this.summary = summary;
        this.listener = listener;
        this.current = read();
    }

    /** Stamps are taken before reading: a change in between is then seen as one. */
    private T read() {
        stamps.clear();
        files.forEach(this::watch);
        return reader.apply(this::watch);
    }

    private void watch(Path file) {
        stamps.computeIfAbsent(file, ReloadableFile::stamp);
    }

    @Override
    public T get() {
        return current;
    }

    public void reloadIfChanged() {
        if (isChanged()) {
            reload();
        }
    }

    private synchronized boolean isChanged() {
        return stamps.entrySet().stream().anyMatch(it -> !stamp(it.getKey()).equals(it.getValue()));
    }

    public synchronized void reload() {
        try {
            current = read(); // a file with a mistake is not read again until it changes
            listener.reloaded(name, false);
            LOG.info("{} {} is in force: {}", name, names(), summary.apply(current));
        } catch (ConfigException e) {
            listener.reloaded(name, true);
            LOG.error("{}; the last good {} stays in force", e.getMessage(), name);
        } catch (RuntimeException | StackOverflowError bug) { // it must not end the watch of all files
            listener.reloaded(name, true);
            LOG.error("{} cannot be read; the last good {} stays in force", names(), name, bug);
        }
    }

    private String names() {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static Stamp stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime().toString(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return new Stamp("gone", 0, "");
        }
    }
}
