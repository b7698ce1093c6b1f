package org.sipverify.app.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.formats.file.PrivateFiles;

/**
 * Copies of what operators' files said when they were last good, one file for each, readable by this user alone. With them
 * the server starts although a file has a mistake.
 */
public final class LastGood {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Path directory;
    private final boolean recalls;

    private LastGood(@Nullable Path directory, boolean recalls) {
        this.directory = directory;
        this.recalls = recalls;
    }

    /** Keeps nothing. */
    public static LastGood none() {
        return new LastGood(null, false);
    }

    /** Keeps copies in a directory, which is made when the first one is kept. */
    public static LastGood in(Path directory) {
        return new LastGood(directory, true);
    }

    /** Likewise, but a mistake is a mistake: no copy takes the place of its file. */
    public LastGood strict() {
        return new LastGood(directory, false);
    }

    Optional<Kept> recall(String name) {
        if (!recalls || directory == null) {
            return Optional.empty();
        }
        try {
            var json = Files.readAllBytes(file(directory, name));
            return Optional.of(new Kept(JSON.readValue(json, new TypeReference<Map<String, String>>() {})));
        } catch (IOException e) { // there is none yet, or it is damaged: then the mistake itself is reported
            return Optional.empty();
        }
    }

    /** Keeps a copy in place of the one before. A failure is logged: the server works without. */
    void keep(String name, Kept kept) {
        if (directory == null) {
            return;
        }
        var file = file(directory, name);
        try {
            var json = JSON.writeValueAsBytes(new TreeMap<>(kept.texts()));
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), json)) {
                PrivateFiles.directory(directory);
                var next = directory.resolve(
                        file.getFileName() + "." + ProcessHandle.current().pid());
                PrivateFiles.write(next, json);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LogManager.getLogger(LastGood.class)
                    .warn(
                            "no copy of the good {} is kept in {}, so a mistake in it would keep the server from starting: {}",
                            name,
                            directory,
                            IoFailure.text(e));
        }
    }

    private static Path file(Path directory, String name) {
        return directory.resolve(name + ".json");
    }
}
