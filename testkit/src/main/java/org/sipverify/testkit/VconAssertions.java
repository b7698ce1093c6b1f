package org.sipverify.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asserts that the vCons of a test class are valid: by the published schemas, by the rules of the class, and by a look for
 * the credentials that tests use. Keeps each below {@code target/vcons}, where ajv validates those of all modules at the
 * end of the integration tests.
 */
public final class VconAssertions {
    /** Where the modules keep what was checked. */
    public static final List<Path> KEPT =
            List.of(Path.of("../vcon-export/target/vcons"), Path.of("../app/target/vcons"));

    /** Tests put these wherever a credential can stand. PASSporTs are evidence and stay. */
    public static final List<String> CREDENTIALS =
            List.of("c2VjcmV0LW9mLXRoaXMtdGVzdA", "5ecr37", "s3cret", "vcon-crash-secret");

    /** Further rules, such as those of {@code vcon validate}: what is wrong with a vCon. */
    @FunctionalInterface
    public interface Rules {
        List<?> problems(byte[] vcon);
    }

    private final Path kept;
    private final Rules rules;
    private final VconSchemas schemas = new VconSchemas();
    private final AtomicInteger count = new AtomicInteger();

    private VconAssertions(Path kept, Rules rules) {
        this.kept = kept;
        this.rules = rules;
    }

    /** Those of this test class; what an earlier run of it left is gone. */
    public static VconAssertions of(String test, Rules rules) {
        var run = Long.toString(ProcessHandle.current().pid());
        var all = Path.of("target/vcons").resolve(test);
        try {
            var kept = Files.createDirectories(all.resolve(run));
            try (var runs = Files.list(all)) {
                for (var earlier : runs.filter(it -> !it.endsWith(run)).toList()) {
                    delete(earlier);
                }
            }
            return new VconAssertions(kept, rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new directory whose vCons are kept; to be checked when they are all there. */
    public Path room() throws IOException {
        return Files.createTempDirectory(kept.toAbsolutePath(), "room");
    }

    /** Fails unless it is a valid vCon. */
    public void isValid(String json) {
        try {
            check(Files.writeString(kept.resolve(count.incrementAndGet() + ".vcon"), json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless every vCon below is valid; how many there are. */
    public int areValid(Path directory) throws IOException {
        var files = files(directory);
        files.stream().filter(VconAssertions::isVcon).parallel().forEach(this::check);
        assertEquals(List.of(), withCredentials(files));
        return (int) files.stream().filter(VconAssertions::isVcon).count();
    }

    /** The same, and keeps them. */
    public int keep(Path directory) throws IOException {
        var found = areValid(directory);
        var room = room();
        for (var file : files(directory)) {
            if (isVcon(file)) {
                var name = directory.relativize(file).toString().replace('/', '_');
                Files.copy(file, room.resolve(name));
            }
        }
        return found;
    }

    private void check(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            assertEquals(List.of(), rules.problems(bytes), () -> file.toString());
            var vcon = VconSchemas.parsed(new String(bytes, UTF_8));
            assertEquals(List.of(), schemas.errors(vcon), () -> file.toString());
            assertEquals(List.of(), encoded(vcon), () -> file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Credentials inside what is base64url. */
    private static List<String> encoded(JsonNode vcon) {
        var found = new ArrayList<String>();
        for (var body : vcon.findParents("encoding")) {
            if (body.path("encoding").asText().equals("base64url")) {
                var octets = Base64.getUrlDecoder().decode(body.path("body").asText());
                found.addAll(credentials(new String(octets, ISO_8859_1)));
            }
        }
        return found;
    }

    /** The files that have one, to the octet. */
    public static List<Path> withCredentials(List<Path> files) {
        return files.stream().filter(file -> !credentials(text(file)).isEmpty()).toList();
    }

    private static List<String> credentials(String text) {
        return CREDENTIALS.stream().filter(text::contains).toList();
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (NoSuchFileException gone) { // a server that is running gives a draft its name
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isVcon(Path file) {
        return file.toString().endsWith(".vcon");
    }

    /** All files below, also while others come and go. */
    public static List<Path> files(Path directory) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
