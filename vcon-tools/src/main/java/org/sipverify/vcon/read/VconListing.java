package org.sipverify.vcon.read;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;

/**
 * Lists vCons, oldest first. A file that is named by a uuid with a time in it is read when its turn comes, and the
 * directories of days are listed one after the other, so a store of any size needs the memory of one day's names. Files
 * with other names are read at once, to find their time.
 */
public final class VconListing {
    private final Filter filter;
    private final Sink sink;
    private final TreeMap<LocalDate, List<Path>> days = new TreeMap<>();

    /** Takes what was found. */
    public interface Sink {
        /** The next one in order. */
        void found(Summary summary) throws IOException;

        /** A file or directory that cannot be read. */
        void unreadable(Path file, IOException problem) throws IOException;

        /** A file that is not a vCon. */
        void malformed(Path file, MalformedVconException problem) throws IOException;
    }

    /** A file and its place in the order, with its summary if that had to be read to find the place. */
    private record Entry(Instant time, Path file, Optional<Summary> summary) {
        static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::time).thenComparing(entry -> String.valueOf(entry.file.getFileName()));
    }

    private VconListing(Filter filter, Sink sink) {
        this.filter = filter;
        this.sink = sink;
    }

    /** Lists the files and directories that are named. */
    public static void list(List<Path> paths, Filter filter, Sink sink) throws IOException {
        new VconListing(filter, sink).list(paths);
    }

    private void list(List<Path> paths) throws IOException {
        var elsewhere = new ArrayList<Entry>();
        for (var path : paths) {
            VconFiles.visit(path, this::postpone, entries(elsewhere));
        }
        elsewhere.sort(Entry.ORDER);
        var rest = new ArrayDeque<>(elsewhere);
        for (var directories : days.values()) {
            for (var entry : ofDay(directories)) {
                while (!rest.isEmpty() && Entry.ORDER.compare(rest.peek(), entry) <= 0) {
                    pass(rest.remove());
                }
                pass(entry);
            }
        }
        for (var entry : rest) {
            pass(entry);
        }
    }

    /** The directory of a day is listed later, all directories of that day together. */
    private boolean postpone(Path directory, LocalDate day) {
        if (filter.wants(day)) {
            days.computeIfAbsent(day, first -> new ArrayList<>()).add(directory);
        }
        return false;
    }

    private List<Entry> ofDay(List<Path> directories) throws IOException {
        var entries = new ArrayList<Entry>();
        for (var directory : directories) {
            VconFiles.visit(directory, (inside, day) -> true, entries(entries));
        }
        entries.sort(Entry.ORDER);
        return entries;
    }

    private VconFiles.Visitor entries(List<Entry> entries) {
        return new VconFiles.Visitor() {
            @Override
            public void file(Path file) throws IOException {
                entry(file).ifPresent(entries::add);
            }

            @Override
            public void unreadable(Path file, IOException problem) throws IOException {
                sink.unreadable(file, problem);
            }
        };
    }

    private Optional<Entry> entry(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        var time = Times.ofUuid(name.substring(0, Math.min(36, name.length())));
        return time.isPresent()
                ? Optional.of(new Entry(time.get(), file, Optional.empty()))
                : read(file).map(summary -> new Entry(summary.instant(), file, Optional.of(summary)));
    }

    private void pass(Entry entry) throws IOException {
        var summary = entry.summary.isPresent() ? entry.summary : read(entry.file);
        if (summary.isPresent() && filter.wants(summary.get())) {
            sink.found(summary.get());
        }
    }

    private Optional<Summary> read(Path file) throws IOException {
        try {
            return Optional.of(Summary.of(VconReader.read(file), file.toString()));
        } catch (MalformedVconException e) {
            sink.malformed(file, e);
        } catch (FileSystemException e) {
            sink.unreadable(file, e);
        }
        return Optional.empty();
    }
}
