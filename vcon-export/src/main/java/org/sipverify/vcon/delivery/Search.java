package org.sipverify.vcon.delivery;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.delivery.DeliveryRecords.State;

/**
 * Finds vCons in the store that an endpoint does not have, the oldest first and no more than its queue wants at a time. It
 * goes through the store once, then rests until there is a reason to begin again.
 */
final class Search {
    /** Times the shortest wait between two tries: who keeps failing is looked for again no sooner. */
    private static final int REST = 5;

    private final Path store;
    private final DeliveryQueue queue;
    private final DeliveryRecords records;
    private final Duration interval;
    private boolean underWay;
    private @Nullable Path directory; // where the last batch ended
    private String name = "";
    private long begun;
    private boolean everBegun;

    Search(Path store, DeliveryQueue queue, DeliveryRecords records, Duration interval) {
        this.store = store;
        this.queue = queue;
        this.records = records;
        this.interval = interval;
    }

    /**
     * Fetches the next vCons if the queue has room for them.
     *
     * @return nanoseconds in which there is nothing more to do, unless the queue gets hungry
     */
    long step(long now) throws IOException {
        if (!underWay && due(now)) {
            underWay = true;
            everBegun = true;
            begun = now;
            directory = null;
            name = "";
            queue.searched();
        }
        int wanted = underWay ? queue.appetite() : 0;
        if (wanted > 0) {
            underWay = fetch(wanted);
        }
        return underWay ? (queue.appetite() > 0 ? 0 : interval.toNanos()) : Math.max(0, untilDue(now));
    }

    private long untilDue(long now) {
        var rest = queue.missed() ? queue.config().retry().shortest().multipliedBy(REST) : interval;
        return Math.min(rest.toNanos(), interval.toNanos()) - (now - begun);
    }

    private boolean due(long now) {
        return !everBegun || untilDue(now) <= 0;
    }

    /** True when there may be more. */
    private boolean fetch(int wanted) throws IOException {
        int missing = wanted;
        for (var next : directories()) {
            if (directory != null && next.compareTo(directory) < 0) {
                continue;
            }
            var after = next.equals(directory) ? name : "";
            for (var file : oldest(next, after, missing)) {
                directory = next;
                name = file.getFileName().toString();
                queue.offer(new QueuedVcon(DeliveryRecords.uuid(file).orElseThrow(), file));
                missing--;
            }
            if (missing == 0) {
                return true;
            }
        }
        return false;
    }

    /** Names of vCons sort by time. Only as many as are wanted are held in memory, however many there are. */
    private List<Path> oldest(Path inside, String after, int wanted) throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(inside)) {
            for (var file : files) {
                var candidate = file.getFileName().toString();
                var tooLate = found.size() == wanted && candidate.compareTo(found.last()) > 0;
                if (!tooLate && candidate.compareTo(after) > 0 && isOpen(file)) {
                    found.add(candidate);
                    if (found.size() > wanted) {
                        found.pollLast();
                    }
                }
            }
        } catch (NoSuchFileException removed) {
            return List.of();
        }
        return found.stream().map(inside::resolve).toList();
    }

    /** In this order: a courier writes the acknowledgement before it forgets the vCon. */
    private boolean isOpen(Path file) {
        return DeliveryRecords.uuid(file)
                .filter(uuid -> !queue.knows(uuid))
                .filter(uuid -> records.state(queue.name(), file) == State.UNDELIVERED)
                .isPresent();
    }

    /** The journal, what is noted of deliveries, and the redacted twins, which are for people to hand on. */
    private static boolean isAside(String directory) {
        return directory.startsWith(".") || directory.equals("redacted");
    }

    private List<Path> directories() throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(store, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                if (!visited.equals(store) && isAside(visited.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                found.add(visited);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException removed) {
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
