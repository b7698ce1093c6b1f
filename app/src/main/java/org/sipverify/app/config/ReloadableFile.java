package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The content of an operator's file, or of several that belong together, reloaded when one changes. A file with a mistake
 * is refused, and the last good one stays in force, also when the server starts again. What is in force is the only shared
 * state; one thread at a time reads.
 */
public final class ReloadableFile<T> implements Supplier<T> {
    private static final Logger LOG = LogManager.getLogger();

    /** Counts what became of each reading. */
    @FunctionalInterface
    public interface Listener {
        /** A file was reloaded; {@code kept} when it had a mistake and the last good one stays. */
        void reloaded(String file, boolean kept);
    }

    /**
     * What is in force.
     *
     * @param since when it was read; of a copy, when the server started
     * @param problem what is wrong with the files as they are now; empty when they are in force
     */
    private record InForce<T>(T value, Kept kept, Instant since, Optional<String> problem) {
        InForce<T> despite(String mistake) {
            return new InForce<>(value, kept, since, Optional.of(mistake));
        }
    }

    private final FileSource<T> source;
    private final LastGood lastGood;
    private final Listener listener;
    private volatile InForce<T> inForce;
    private FileReads reads;

    /**
     * Reads the files for the first time.
     *
     * @throws ConfigException when they have a mistake and no copy of good ones was kept
     */
    public ReloadableFile(FileSource<T> source, LastGood lastGood, Listener listener) {
        this(source, FirstReading.of(source, lastGood), lastGood, listener);
    }

    /** Goes on from the first reading. */
    public ReloadableFile(FileSource<T> source, FirstReading<T> first, LastGood lastGood, Listener listener) {
        this.source = source;
        this.lastGood = lastGood;
        this.listener = listener;
        this.reads = first.reads();
        this.inForce = new InForce<>(first.value(), first.kept(), Instant.now(), first.problem());
        first.problem().ifPresent(this::complain);
    }

    @Override
    public T get() {
        return inForce.value();
    }

    /** What it is, in a word. */
    public String name() {
        return source.name();
    }

    /** What is wrong with the files as they are now; empty when they are in force. */
    public Optional<String> problem() {
        return inForce.problem();
    }

    /** Since when this content is in force. */
    public Instant since() {
        return inForce.since();
    }

    /** Tells versions of the content apart; see {@link Kept#digest}. */
    public String digest() {
        return inForce.kept().digest();
    }

    /** Keeps a copy of what is in force, if it is what the files say. */
    public void keepCopy() {
        var now = inForce;
        if (now.problem().isEmpty() && !now.kept().texts().isEmpty()) {
            lastGood.keep(name(), now.kept());
        }
    }

    public void reloadIfChanged() {
        if (reads.haveChanged()) {
            reload();
        }
    }

    public synchronized void reload() {
        reads = reads.again(); // a file with a mistake is not read again until it changes
        try {
            var value = source.read(reads);
            inForce = new InForce<>(value, reads.kept(), Instant.now(), Optional.empty());
            listener.reloaded(name(), false);
            if (!reads.areNone()) {
                LOG.info("{} {} is in force: {}", name(), reads, source.summary(value));
            }
            keepCopy();
        } catch (ConfigException e) {
            refuse(FirstReading.message(e));
            complain(FirstReading.message(e));
        } catch (RuntimeException | StackOverflowError bug) { // it must not end the watch of all files
            refuse(reads + " cannot be read: " + bug);
            LOG.error("{} cannot be read; the last good {} stays in force", reads, name(), bug);
        }
    }

    private void refuse(String mistake) {
        inForce = inForce.despite(mistake);
        listener.reloaded(name(), true);
    }

    private void complain(String mistake) {
        LOG.error("{}; the last good {} stays in force", mistake, name());
    }
}
