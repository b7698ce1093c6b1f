package org.sipverify.vcon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.formats.file.PrivateFiles;
import org.sipverify.vcon.journal.Replay.Part;
import org.sipverify.vcon.journal.Segment.Unsynced;

/**
 * The files of a journal, the oldest first, and which of them each call began in. A file is deleted when all calls that
 * began in it and in those before it are done. Guarded by the journal's lock.
 */
final class Segments {
    /** Files that are always allowed: what was read once is not written again for less. */
    private static final int FEW = 3;

    private static final String SUFFIX = ".journal";

    private final JournalConfig config;
    private final Pages.Mapper mapper;
    private final List<Segment> all = new ArrayList<>();
    private final List<Segment> unread = new ArrayList<>();
    private final List<Unsynced> finished = new ArrayList<>();
    private final Map<UUID, Segment> renewed = new HashMap<>();
    private final BegunCalls begun = new BegunCalls();
    private final DirectoryLock directoryLock;
    private @Nullable Segment current;
    private @Nullable Segment next;
    private final AtomicLong number = new AtomicLong(1);

    Segments(JournalConfig config, Pages.Mapper mapper) {
        this.config = config;
        this.mapper = mapper;
        this.directoryLock = new DirectoryLock(config.directory());
    }

    /** Makes the directory, keeps others out of it and looks what is there. */
    void prepare() throws IOException {
        PrivateFiles.directory(config.directory());
        directoryLock.take();
        try (var files = Files.list(config.directory())) {
            for (var file : files.filter(Segments::isSegment).sorted().toList()) {
                unread.add(Segment.left(file));
                number.set(number(file) + 1);
            }
            all.addAll(unread);
        } catch (IOException e) {
            unread.clear();
            directoryLock.release();
            throw e;
        }
    }

    private static boolean isSegment(Path file) {
        return file.getFileName().toString().matches("[0-9]{12}\\" + SUFFIX);
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 12));
    }

    /** Writes entries, each framed, however long it takes. */
    void append(List<byte[]> frames) throws IOException {
        for (var frame : frames) {
            var segment = current;
            if (segment == null || !segment.hasRoom(frame.length)) {
                segment = roll();
            }
            if (!segment.hasRoom(frame.length)) {
                throw new IOException("an entry of " + frame.length + " bytes is larger than a file");
            }
            segment.append(frame);
        }
    }

    /** Writes an entry if there are a file and pages that are ready; whether it did. */
    boolean appendAtOnce(byte[] frame, long now) throws IOException {
        var isFull = current == null || !current.hasRoom(frame.length);
        var segment = isFull ? next : current;
        if (segment == null || !segment.isReady(frame.length, now)) {
            return false;
        }
        (isFull ? roll() : segment).append(frame);
        return true;
    }

    /** The files that the next entries go to. */
    List<Segment> writable() {
        return Stream.of(Optional.ofNullable(current), Optional.ofNullable(next))
                .flatMap(Optional::stream)
                .toList();
    }

    private Segment roll() throws IOException {
        var segment = next == null ? make() : next;
        abandon();
        next = null;
        current = segment;
        all.add(segment);
        return segment;
    }

    /** Another file, not in use yet. Needs no lock as long as one thread makes files. */
    Segment make() throws IOException {
        if (!directoryLock.isTaken()) {
            prepare();
        }
        var file = config.directory().resolve("%012d%s".formatted(number.getAndIncrement(), SUFFIX));
        return Segment.begin(file, (int) config.segmentSize(), mapper);
    }

    /** Whether another file will soon be needed. */
    boolean wantsNext() {
        return next == null && current != null && current.isQuarterFull();
    }

    /** A file for when this one is full; if it has come too late it is not needed. */
    void next(Segment segment) {
        if (next == null) {
            next = segment;
        } else {
            delete(segment);
        }
    }

    /** The next entry is written to another file. */
    void abandon() {
        if (current != null) {
            current.finish().ifPresent(finished::add);
            current = null;
        }
    }

    void began(UUID uuid) {
        if (current != null) {
            begun.in(current, uuid);
        }
    }

    /** The call is in the current file from its beginning, and will be on the disk with what is unsynced now. */
    void renewed(UUID uuid) {
        if (current != null) {
            renewed.put(uuid, current);
        }
    }

    /** The files they began in before are not needed for them. */
    void moved(Map<UUID, Segment> calls) {
        calls.forEach((uuid, segment) -> {
            if (begun.has(uuid)) {
                begun.in(segment, uuid);
            }
        });
        done(List.of());
    }

    /** Calls begun in the oldest file, if all files are more than twice as large as what is needed, and a few files. */
    Set<UUID> outlived(long needed) {
        boolean isMuch = all.size() > FEW && size() > FEW * config.segmentSize() + 2 * needed;
        return isMuch ? Set.copyOf(all.get(0).undone) : Set.of();
    }

    void done(Collection<UUID> uuids) {
        for (var uuid : uuids) {
            begun.forget(uuid);
        }
        while (!all.isEmpty() && mayGo(all.get(0))) {
            delete(all.remove(0));
        }
    }

    private boolean mayGo(Segment segment) {
        return segment != current && segment.undone.isEmpty() && !unread.contains(segment);
    }

    /** A file that cannot be deleted is read in vain at the next start, no more. */
    private static void delete(Segment segment) {
        try {
            Files.deleteIfExists(segment.file);
        } catch (IOException e) {
            LogManager.getLogger().warn("cannot delete {}: {}", segment.file, IoFailure.text(e));
        }
    }

    /**
     * What changed since it was last asked for.
     *
     * @param unsynced is to be forced to the disk
     * @param renewed calls that are {@link #moved} when that is done, and where to
     */
    record Changes(List<Unsynced> unsynced, Map<UUID, Segment> renewed) {}

    Changes changes() {
        if (current != null) {
            current.unsynced().ifPresent(finished::add);
        }
        var changes = new Changes(List.copyOf(finished), Map.copyOf(renewed));
        finished.clear();
        renewed.clear();
        return changes;
    }

    List<Segment> unread() {
        return List.copyOf(unread);
    }

    /** Learns which calls a file of an earlier run leaves undone; whether an entry of it was torn. */
    boolean read(Segment segment, ReentrantLock lock) throws IOException {
        var entries = new ArrayList<Entry>();
        var torn = Frames.read(segment.file, entry -> {
            if (entry.begins() || entry.kind() == Entry.Kind.DONE) {
                entries.add(new Entry(entry.kind(), entry.uuid(), ByteBuffer.allocate(0)));
            }
        });
        lock.lock();
        try {
            for (var entry : entries) {
                if (entry.begins()) {
                    begun.in(segment, entry.uuid());
                } else {
                    begun.forget(entry.uuid());
                }
            }
            unread.remove(segment);
        } finally {
            lock.unlock();
        }
        return torn;
    }

    /** For each file the calls that began in it and are left, and the files behind it. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        for (var i = 0; i < all.size(); i++) {
            if (!all.get(i).undone.isEmpty()) {
                parts.add(part(i, all.get(i).undone));
            }
        }
        return parts;
    }

    private Part part(int index, Collection<UUID> wanted) {
        var files = all.subList(index, all.size()).stream().map(it -> it.file).toList();
        return new Part(files, Set.copyOf(wanted));
    }

    /** The oldest file with a call that is left, the calls wanted of it, and the files behind it. */
    List<Part> oldest(Predicate<UUID> but) {
        for (var i = 0; i < all.size(); i++) {
            var wanted = all.get(i).undone.stream().filter(but.negate()).toList();
            if (!wanted.isEmpty()) {
                return List.of(part(i, wanted));
            }
        }
        return List.of();
    }

    boolean has(UUID uuid) {
        return begun.has(uuid);
    }

    int undone() {
        return begun.size();
    }

    long size() {
        var octets = 0L;
        for (var segment : all) { // each call asks
            octets += segment.size();
        }
        return octets;
    }

    /** Deletes files without calls; a file that was made ahead has none. */
    void close() {
        if (next != null) {
            delete(next);
        }
        done(List.of());
        directoryLock.release();
    }
}
