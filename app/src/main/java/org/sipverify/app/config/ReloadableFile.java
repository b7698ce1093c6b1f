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
     * @param refused what is wrong with the files as they are now; empty when they are in force
     */
    private record InForce<T>(T value, Kept kept, Instant since, Optional<Refused> refused) {
        InForce<T> despite(Refused version) {
            return new InForce<>(value, kept, since, Optional.of(version));
        }
    }

    /**
     * A version with a mistake.
     *
     * @param when it was read
     * @param mistake with file and line where it is known
     * @param read its texts, as far as they could be read
     */
    public record Refused(Instant when, String mistake, Kept read) {}

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
        this.inForce = new InForce<>(first.value(), first.kept(), Instant.now(), refusal(first));
        first.problem().ifPresent(this::complain);
    }

    private static Optional<Refused> refusal(FirstReading<?> first) {
        return first.problem()
                .map(mistake ->
                        new Refused(Instant.now(), mistake, first.reads().kept()));
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
        return inForce.refused().map(Refused::mistake);
    }

    /** The version that the files have now, if it is not in force because it has a mistake. */
    public Optional<Refused> refused() {
        return inForce.refused();
    }

    /** The texts of what is in force. */
    public Kept kept() {
        return inForce.kept();
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
        if (now.refused().isEmpty() && !now.kept().texts().isEmpty()) {
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
        inForce = inForce.despite(new Refused(Instant.now(), mistake, reads.kept()));
        listener.reloaded(name(), true);
    }

    private void complain(String mistake) {
        LOG.error("{}; the last good {} stays in force", mistake, name());
    }
}
