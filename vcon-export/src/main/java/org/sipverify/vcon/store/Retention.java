package org.sipverify.vcon.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;

/**
 * Deletes the vCons that are too old, and the oldest while all together take too much space. A legal hold keeps them.
 */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final String DAY = "(redacted/)?[0-9]{4}/[0-9]{2}/[0-9]{2}";

    private volatile StoreConfig config;
    private final InstantSource clock;
    private final RemovalListener listener;
    private final IntConsumer expired;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "vcon-retention");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Deletes nothing until it is started.
     *
     * @param listener called before and after each deletion
     * @param expired gets the number of deleted vCons
     */
    public Retention(StoreConfig config, InstantSource clock, RemovalListener listener, IntConsumer expired) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.expired = expired;
    }

    /** Sweeps now and every hour. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::run, 0, 1, TimeUnit.HOURS);
    }

    /** Applies other limits, now and from now on. */
    public void retain(Duration maxAge, long maxSize) {
        config = new StoreConfig(config.directory(), config.gzip(), maxAge, maxSize);
        thread.execute(this::run);
    }

    private void run() {
        var limits = config;
        if (limits.maxAge().isZero() && limits.maxSize() == 0) {
            return;
        }
        try {
            expired.accept(sweep(limits));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("retention cannot delete vCons: {}", IoFailure.text(e));
        }
    }

    /**
     * Deletes what exceeds the limits and returns how many vCons that was. Reads one day at a time, the oldest first.
     */
    int sweep() throws IOException {
        return sweep(config);
    }

    private int sweep(StoreConfig limits) throws IOException {
        var days = days();
        var old = new Count(
                "older than vcon.retention.max-age, " + limits.maxAge().toHours() + " hours");
        var most = new Count("all vCons together exceeded vcon.retention.max-size, " + limits.maxSize() + " bytes");
        try {
            deleteOld(days, limits, old);
            deleteBeyondSize(days, limits, most);
        } finally { // also when a vCon cannot be deleted
            old.report();
            most.report();
        }
        return old.deleted + most.deleted;
    }

    /** How many vCons were deleted for a reason. */
    private static final class Count {
        private final String why;
        private int deleted;

        Count(String why) {
            this.why = why;
        }

        void report() {
            if (deleted > 0) {
                LOG.info("retention deleted {} vCon(s): {}", deleted, why);
            }
        }
    }

    private void deleteOld(List<DayFiles> days, StoreConfig limits, Count count) throws IOException {
        var oldest = clock.instant().minus(limits.maxAge());
        for (var day : limits.maxAge().isZero() ? List.<DayFiles>of() : days) {
            for (var vcon : day.vcons()) {
                if (vcon.createdAt().isBefore(oldest) && delete(day, vcon)) {
                    count.deleted++;
                }
            }
        }
    }

    private void deleteBeyondSize(List<DayFiles> days, StoreConfig limits, Count count) throws IOException {
        var size = 0L;
        for (var day : limits.maxSize() == 0 ? List.<DayFiles>of() : days) {
            size += DayFiles.size(day.vcons());
        }
        for (var day : days) {
            for (var vcon : size > limits.maxSize() ? day.vcons() : List.<DayFiles.Kept>of()) {
                if (size > limits.maxSize() && delete(day, vcon)) {
                    size -= vcon.size();
                    count.deleted++;
                }
            }
        }
    }

    private boolean delete(DayFiles day, DayFiles.Kept vcon) throws IOException {
        var redacted = config.directory().relativize(day.directory()).startsWith("redacted");
        return day.delete(vcon, redacted ? RemovalListener.NOBODY : listener);
    }

    private List<DayFiles> days() throws IOException {
        if (!Files.isDirectory(config.directory())) {
            return List.of();
        }
        var days = new ArrayList<Path>();
        try (var all = Files.find(config.directory(), 4, (path, attributes) -> attributes.isDirectory())) {
            all.filter(path -> config.directory().relativize(path).toString().matches(DAY))
                    .forEach(days::add);
        }
        days.sort(Comparator.comparing(
                day -> day.subpath(day.getNameCount() - 3, day.getNameCount()).toString()));
        return days.stream().map(DayFiles::new).toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
