package org.sipverify.vcon.read;

import static java.nio.file.FileVisitResult.CONTINUE;
import static java.nio.file.FileVisitResult.SKIP_SUBTREE;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The vCons in a directory, at any depth, one after the other; never more than one is held. */
public final class VconFiles {
    private static final Pattern DAY = Pattern.compile("(?:redacted/)?(\\d{4})/(\\d{2})/(\\d{2})");
    private static final Pattern NAME = Pattern.compile("[^.].*\\.vcon(\\.json)?(\\.gz)?");

    private VconFiles() {}

    /** Takes one file or another. */
    public interface Visitor {
        void file(Path file) throws IOException;

        /** A directory or file that could not be read. */
        void unreadable(Path file, IOException problem) throws IOException;
    }

    /** Whether a file in a directory is taken for a vCon. */
    public static boolean isNamedLikeOne(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Visits this file, whatever its name, or every vCon below this directory on a day that is wanted. */
    public static void visit(Path root, Predicate<LocalDate> days, Visitor visitor) throws IOException {
        visit(root, (directory, day) -> days.test(day), visitor);
    }

    /** The same, where a directory of a day is entered only if that is wanted. */
    static void visit(Path root, BiPredicate<Path, LocalDate> enters, Visitor visitor) throws IOException {
        if (!Files.isDirectory(root)) {
            visitor.file(root);
            return;
        }
        Files.walkFileTree(root, new Walk(root, enters, visitor));
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final BiPredicate<Path, LocalDate> enters;
        private final Visitor visitor;

        Walk(Path root, BiPredicate<Path, LocalDate> enters, Visitor visitor) {
            this.root = root;
            this.enters = enters;
            this.visitor = visitor;
        }

        /** What begins with a dot is the server's own: acknowledgements, quarantine, journal. */
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            var hidden = !directory.equals(root)
                    && String.valueOf(directory.getFileName()).startsWith(".");
            var skipped = day(root.relativize(directory))
                    .filter(day -> !enters.test(directory, day))
                    .isPresent();
            return hidden || skipped ? SKIP_SUBTREE : CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (isNamedLikeOne(file)) {
                visitor.file(file);
            }
            return CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            visitor.unreadable(file, problem);
            return CONTINUE;
        }
    }

    private static Optional<LocalDate> day(Path below) {
        var names = DAY.matcher(below.toString().replace('\\', '/'));
        try {
            return names.matches()
                    ? Optional.of(LocalDate.of(number(names.group(1)), number(names.group(2)), number(names.group(3))))
                    : Optional.empty();
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
