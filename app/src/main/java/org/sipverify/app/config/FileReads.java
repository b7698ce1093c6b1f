package org.sipverify.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sipverify.formats.config.FileTexts;

/** One reading of an operator's files: which they were, so that a change is noticed, and what is to be kept of them. */
public final class FileReads implements FileTexts {
    /** What distinguishes one version of a file from the next; the key is the inode, which a rename exchanges. */
    private record Stamp(String modified, long size, String key) {
        static Stamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        attributes.lastModifiedTime().toString(),
                        attributes.size(),
                        String.valueOf(attributes.fileKey()));
            } catch (IOException e) {
                return new Stamp("gone", 0, "");
            }
        }
    }

    private final Map<Path, Stamp> stamps = new LinkedHashMap<>();
    private final Map<String, String> kept = new LinkedHashMap<>();

    /** Has changes of these files noticed. To be called before they are read: a change in between is then seen as one. */
    public void watch(List<Path> files) {
        files.forEach(file -> stamps.computeIfAbsent(file, Stamp::of));
    }

    /** Reads a file that is watched and kept. */
    @Override
    public String text(Path file) {
        watch(List.of(file));
        var text = DISK.text(file);
        keep(file.toString(), text);
        return text;
    }

    /** Keeps a text under a name. */
    public void keep(String name, String text) {
        kept.put(name, text);
    }

    /** What is kept so far. */
    public Kept kept() {
        return new Kept(kept);
    }

    /** For the next reading, which watches the same files from now on, however far it gets. */
    FileReads again() {
        var next = new FileReads();
        next.watch(List.copyOf(stamps.keySet()));
        return next;
    }

    /** Whether there is no file at all. */
    boolean areNone() {
        return stamps.isEmpty();
    }

    boolean haveChanged() {
        return stamps.entrySet().stream().anyMatch(it -> !Stamp.of(it.getKey()).equals(it.getValue()));
    }

    /** The paths of the files. */
    @Override
    public String toString() {
        return stamps.keySet().stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
