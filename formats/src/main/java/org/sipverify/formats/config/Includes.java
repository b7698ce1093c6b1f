package org.sipverify.formats.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a HOCON file includes, noted while it is parsed. */
final class Includes {
    /** HOCON tries these when a name has no extension of its own. */
    private static final List<String> EXTENSIONS = List.of("", ".conf", ".json", ".properties");

    private final File root;
    private final List<Path> files = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Includes(File root) {
        this.root = root;
    }

    ConfigIncluder includer() {
        return new Noting(null);
    }

    List<Path> files() {
        return List.copyOf(files);
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    List<String> missing() {
        return List.copyOf(missing);
    }

    /** Keeps the text of a file that the parser has accepted. */
    void keep(File file) {
        files.add(file.toPath());
        texts.add(HoconFile.text(file));
    }

    private void note(String what, List<Optional<File>> found) {
        if (found.isEmpty()) {
            missing.add(root.getPath() + ": include \"" + what + "\": no such file, ignored");
        }
        found.stream()
                .flatMap(Optional::stream)
                .filter(file -> !file.getName().endsWith(".properties")) // they have no substitutions
                .forEach(this::keep);
    }

    /** Delegates to the parser's own includer. */
    private final class Noting implements ConfigIncluder, ConfigIncluderFile {
        private final @Nullable ConfigIncluder parsers;

        Noting(@Nullable ConfigIncluder parsers) {
            this.parsers = parsers;
        }

        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            if (fallback == this || fallback == parsers) {
                return this;
            }
            return new Noting(parsers == null ? fallback : parsers.withFallback(fallback));
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            var included = Objects.requireNonNull(parsers).include(context, what);
            if (!what.matches("[A-Za-z]{2,}:.*")) { // a URL is not looked for in the file system
                note(
                        what,
                        candidates(what).flatMap(name -> found(context, name)).toList());
            }
            return included;
        }

        @Override
        public ConfigObject includeFile(ConfigIncludeContext context, File what) {
            var included = ((ConfigIncluderFile) Objects.requireNonNull(parsers)).includeFile(context, what);
            note(
                    what.getPath(),
                    candidates(what.getPath())
                            .map(File::new)
                            .filter(File::exists)
                            .map(Optional::of)
                            .toList());
            return included;
        }

        private static Stream<String> candidates(String name) {
            return EXTENSIONS.stream().map(extension -> name + extension);
        }

        /** Something that can be parsed; with its file, when it is one and not a resource. */
        private static Stream<Optional<File>> found(ConfigIncludeContext context, String name) {
            var target = context.relativeTo(name);
            return target != null && exists(target, context.parseOptions())
                    ? Stream.of(Optional.ofNullable(target.origin().filename()).map(File::new))
                    : Stream.of();
        }

        private static boolean exists(ConfigParseable target, ConfigParseOptions options) {
            try {
                var unused = target.parse(options.setAllowMissing(false).setIncluder(null));
                return true;
            } catch (ConfigException.IO e) {
                return false;
            }
        }
    }
}
