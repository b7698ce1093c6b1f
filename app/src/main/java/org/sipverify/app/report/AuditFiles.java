package org.sipverify.app.report;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The files of an audit: the one that is written, and those it was rotated to. */
public final class AuditFiles {
    /** The form that log4j2.xml gives them. */
    private static final Pattern ROTATED = Pattern.compile("\\.(\\d{4}-\\d{2}-\\d{2})\\.(\\d{1,9})\\.gz");

    private static final int GZIP = 0x1f8b;

    private AuditFiles() {}

    /**
     * The file and those it was rotated to, the oldest first. One that does not exist is not among them.
     *
     * @throws IOException when its directory cannot be read
     */
    public static List<Path> of(Path current) throws IOException {
        var directory = current.toAbsolutePath().getParent();
        var name = String.valueOf(current.getFileName());
        var files = new ArrayList<Path>();
        if (directory != null && Files.isDirectory(directory)) {
            try (var siblings = Files.list(directory)) {
                siblings.filter(it -> isRotated(it, name))
                        .sorted(Comparator.<Path, String>comparing(it -> part(it, name, 1))
                                .thenComparingInt(it -> Integer.parseInt(part(it, name, 2))))
                        .forEach(files::add);
            }
        }
        if (Files.exists(current)) {
            files.add(current);
        }
        return files;
    }

    private static boolean isRotated(Path file, String name) {
        var own = String.valueOf(file.getFileName());
        return own.startsWith(name)
                && ROTATED.matcher(own.substring(name.length())).matches();
    }

    private static String part(Path rotated, String name, int group) {
        var own = String.valueOf(rotated.getFileName());
        return ROTATED.matcher(own.substring(name.length())).replaceFirst("$" + group);
    }

    /** Opens a file, packed with gzip or plain. */
    static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            int magic = in.read() << 8 | in.read();
            in.reset();
            return magic == GZIP ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
