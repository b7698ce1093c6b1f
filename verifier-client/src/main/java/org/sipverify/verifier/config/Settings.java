package org.sipverify.verifier.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads settings of one HOCON section; every mistake is a {@link ConfigException} that names file and line. */
public final class Settings {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    /** Without a unit, so never meant as the milliseconds that HOCON would take it for. */
    private static final Pattern OTHER_NUMBER = Pattern.compile("[-+.0-9eE]+");

    private final Config section;

    /** Mistakes are told with the origin of the section and of its values. */
    public Settings(Config section) {
        this.section = section;
    }

    /** The text of a key; fails when it is missing. */
    public String text(String path) {
        return section.getString(path);
    }

    Optional<Path> file(String path) {
        try {
            return Optional.of(text(path)).filter(name -> !name.isEmpty()).map(Path::of);
        } catch (InvalidPathException e) {
            throw bad(path, "not a file name");
        }
    }

    int number(String path, int min, int max) {
        int value = section.getInt(path);
        if (value < min || value > max) {
            throw bad(path, value + " is not between " + min + " and " + max);
        }
        return value;
    }

    /** A size such as {@code 256 KiB}; a bare number means bytes. */
    int bytes(String path, int min, int max) {
        long value = section.getBytes(path);
        if (value < min || value > max) {
            throw bad(path, value + " bytes is not between " + min + " and " + max);
        }
        return (int) value;
    }

    /** A duration such as {@code 500ms}; a bare number, also one in quotes, means seconds. */
    Duration duration(String path, Duration min, Duration max) {
        var text = section.getString(path).trim();
        if (!NUMBER.matcher(text).matches() && OTHER_NUMBER.matcher(text).matches()) {
            throw bad(path, text + " is neither a plain number of seconds nor a duration such as 500ms");
        }
        var value = NUMBER.matcher(text).matches()
                ? Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValue())
                : section.getDuration(path);
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw bad(path, text + " is not between " + seconds(min) + " and " + seconds(max) + " seconds");
        }
        return value;
    }

    /** One of an enumeration's names, in any case, with {@code -} for {@code _}. */
    <E extends Enum<E>> E choice(String path, Class<E> type) {
        var text = section.getString(path);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> bad(path, "\"" + text + "\" is none of " + names(type)));
    }

    /** Refuses keys nobody reads: most are misspelt. */
    public void only(Set<String> known) {
        for (var key : section.root().keySet()) {
            if (!known.contains(key)) {
                throw new ConfigException.BadValue(
                        section.root().getOrDefault(key, section.root()).origin(), key, "no such setting");
            }
        }
    }

    /** What to throw when a value is wrong; names the line of the value, or of the section when it is missing. */
    public ConfigException bad(String path, String message) {
        var origin = section.hasPath(path) ? section.getValue(path).origin() : section.origin();
        return new ConfigException.BadValue(origin, path, message);
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
