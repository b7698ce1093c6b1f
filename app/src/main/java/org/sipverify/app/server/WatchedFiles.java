package org.sipverify.app.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sipverify.app.config.FileSource;
import org.sipverify.app.config.FirstReading;
import org.sipverify.app.config.LastGood;
import org.sipverify.app.config.Loaded;
import org.sipverify.app.config.ReloadRequests;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.ops.Metrics;

/**
 * The operator's files: looked at every few seconds, and read again when they change or somebody asks. One thread reads
 * them, one after the other, the configuration first.
 */
final class WatchedFiles implements AutoCloseable {
    private final Metrics metrics;
    private final LastGood lastGood;
    private final ReloadableFile<Loaded> configuration;
    private final List<ReloadableFile<?>> all = new ArrayList<>();
    private Consumer<Loaded> onChange = before -> {};
    private final ScheduledExecutorService watch = new ScheduledThreadPoolExecutor(
            1,
            task -> new Thread(task, "file-watch"),
            new ThreadPoolExecutor.DiscardPolicy()); // a SIGHUP may come while the server closes
    private final ReloadRequests requests = new ReloadRequests(
            (task, delay) -> {
                var unused = watch.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            },
            System::nanoTime,
            () -> look(ReloadableFile::reload));

    WatchedFiles(FileSource<Loaded> configuration, FirstReading<Loaded> first, LastGood lastGood, Metrics metrics) {
        this.metrics = metrics;
        this.lastGood = lastGood;
        this.configuration = shown(new ReloadableFile<>(configuration, first, lastGood, metrics));
    }

    ReloadableFile<Loaded> configuration() {
        return configuration;
    }

    /**
     * Reads one more, and watches it.
     *
     * @throws com.typesafe.config.ConfigException when it has a mistake and no copy of a good one was kept
     */
    <T> ReloadableFile<T> add(FileSource<T> source) {
        var file = shown(new ReloadableFile<>(source, lastGood, metrics));
        all.add(file);
        return file;
    }

    private <T> ReloadableFile<T> shown(ReloadableFile<T> file) {
        metrics.gauge(
                "sipverify.file.good",
                "1 while what the file says is in force, 0 while it has a mistake",
                "file",
                file.name(),
                () -> file.problem().isEmpty() ? 1 : 0);
        metrics.gauge(
                "sipverify.file.loaded.timestamp.seconds",
                "Since when its content is in force, in seconds since 1970",
                "file",
                file.name(),
                () -> file.since().getEpochSecond());
        return file;
    }

    /**
     * Begins to watch, once the server works with what it has read.
     *
     * @param change gets the configuration that was in force before, after another has come into force and before the
     *     other files are looked at
     */
    void start(Duration interval, Consumer<Loaded> change) {
        onChange = change;
        configuration.keepCopy();
        all.forEach(ReloadableFile::keepCopy);
        var millis = interval.toMillis();
        var unused = watch.scheduleWithFixedDelay(
                () -> look(ReloadableFile::reloadIfChanged), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look(Consumer<ReloadableFile<?>> how) {
        var before = configuration.get();
        var since = configuration.since();
        how.accept(configuration);
        boolean changed = !configuration.since().equals(since);
        if (changed) {
            onChange.accept(before);
        }
        all.forEach(changed ? ReloadableFile::reload : how); // it says where the others are, and what goes into them
    }

    /** Has all files read again. */
    void request() {
        requests.request();
    }

    /** What is wrong with them now, a sentence each. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        configuration.problem().ifPresent(problems::add);
        all.stream().map(ReloadableFile::problem).flatMap(Optional::stream).forEach(problems::add);
        return problems;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
