package org.sipverify.formats.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.text.Spelling;

/**
 * A block of the configuration, and the one way to read its settings: each read states which values are allowed. A
 * mistake is an {@link InvalidSettingException}, which names file and line, or the environment variable, and the full
 * key. A null counts as absent.
 *
 * <p>Keys may be paths, as in {@code breaker.failures}.
 */
public final class ConfigSection {
    private final String path;
    private final ConfigObject block;
    private final Path home;
    private final @Nullable ConfigSection defaults;

    private ConfigSection(String path, ConfigObject block, Path home, @Nullable ConfigSection defaults) {
        this.path = path;
        this.block = block;
        this.home = home;
        this.defaults = defaults;
    }

    /** A whole resolved configuration without relative paths. */
    public static ConfigSection root(Config config) {
        return of("", config, Path.of(""));
    }

    /**
     * A whole resolved configuration.
     *
     * @param home the directory that relative paths start from
     */
    public static ConfigSection root(Config config, Path home) {
        return of("", config, home);
    }

    /**
     * A section of a resolved configuration.
     *
     * @param path where it is, such as {@code sip.dns}
     * @param home the directory that relative paths start from
     */
    public static ConfigSection of(String path, Config section, Path home) {
        return new ConfigSection(path, section.root(), home, null);
    }

    /** The same section, where what it does not set has the value it has in another; a mistake there names that one. */
    public ConfigSection withDefaults(ConfigSection defaults) {
        return new ConfigSection(path, block, home, defaults);
    }

    /** Where the section is, such as {@code sip.dns}; empty for the root. */
    public String path() {
        return path;
    }

    /** Whether the key has a value, including a default. */
    public boolean has(String key) {
        return isOwn(key) || (defaults != null && defaults.has(key));
    }

    /** Whether the key has a value that is not one of {@link #withDefaults}. */
    public boolean isOwn(String key) {
        return value(block, key) != null;
    }

    /** The keys that have a value here, in alphabetical order: the parser does not keep the order of the file. */
    public List<String> keys() {
        return block.keySet().stream()
                .filter(key -> value(block, key) != null)
                .sorted()
                .toList();
    }

    /** Rejects the first unknown key, which is usually misspelt. Keys of {@link #withDefaults} are not checked. */
    public void onlyKeys(Collection<String> known) {
        keys().stream()
                .filter(key -> !known.contains(key))
                .min(Comparator.comparingInt(
                        key -> present(key).value().origin().lineNumber()))
                .ifPresent(key -> {
                    throw mistake(key, Spelling.unknown("key", key, known));
                });
    }

    /** A block in braces; a mistake when it is absent. */
    public ConfigSection section(String key) {
        return section(present(key));
    }

    /** A list of blocks; empty when absent. */
    public List<ConfigSection> sections(String key) {
        if (!has(key)) {
            return List.of();
        }
        var list = present(key);
        if (!list.isList()) {
            throw mistake(key, "must be a list, as in [ { ... }, { ... } ]");
        }
        var items = list.items();
        return IntStream.range(0, items.size())
                .mapToObj(i -> section(items.get(i).at(i)))
                .toList();
    }

    private ConfigSection section(Setting setting) {
        if (setting.value() instanceof ConfigObject inner) {
            return new ConfigSection(setting.key(), inner, home, null);
        }
        throw setting.mistake("must be a block in braces, as in { ... }");
    }

    /** Text, a number or a boolean, as written; may be empty. */
    public String text(String key) {
        return present(key).text();
    }

    /** The text; empty when the key is absent or its text is empty. */
    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    /** A list of texts, or one text. */
    public List<String> texts(String key) {
        return each(key, Function.identity());
    }

    /** The text as something else; an {@link IllegalArgumentException} of the reader is a mistake here. */
    public <T> T read(String key, Function<String, T> reader) {
        return present(key).read(reader);
    }

    /** A list of texts, or one text, each read as in {@link #read}; may be empty. */
    public <T> List<T> each(String key, Function<String, T> reader) {
        return present(key).items().stream().map(item -> item.read(reader)).toList();
    }

    /** A list of texts and blocks in braces, or one of them; texts are read as in {@link #read}. */
    public <T> List<T> each(String key, Function<String, T> reader, Function<ConfigSection, T> block) {
        return present(key).items().stream()
                .map(item -> item.value() instanceof ConfigObject ? block.apply(section(item)) : item.read(reader))
                .toList();
    }

    /** A password or the like: visible ASCII characters up to a limit, or none. Errors do not show it. */
    public Secret secret(String key, int longest) {
        var text = text(key);
        if (text.length() > longest || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw mistake(
                    key, "must be at most " + longest + " visible ASCII characters (the value is not shown here)");
        }
        return new Secret(text);
    }

    /** A whole number. */
    public int whole(String key, int least, int most) {
        return (int) present(key).whole(least, most);
    }

    /** A whole number; {@link Long#MAX_VALUE} for one without an upper limit. */
    public long whole(String key, long least, long most) {
        return present(key).whole(least, most);
    }

    /** A number that is more than 0 and at most 1. */
    public double fraction(String key) {
        return present(key).fraction();
    }

    /** True or false; also yes, no, on and off, ignoring case. */
    public boolean flag(String key) {
        return present(key).flag();
    }

    /** A duration such as {@code 500 ms}. One without a unit is rejected, unless it is 0. */
    public Duration duration(String key, Duration least, Duration most) {
        return present(key).duration(least, most);
    }

    /** A duration such as {@code 500 ms}, or a plain number of seconds. New settings should use {@link #duration}. */
    public Duration seconds(String key, Duration least, Duration most) {
        return present(key).seconds(least, most);
    }

    /**
     * A size such as {@code 256 KiB}, in bytes; {@link Long#MAX_VALUE} for one without an upper limit. One without a
     * unit is rejected, unless it is 0.
     */
    public long size(String key, long least, long most) {
        return present(key).size(least, most);
    }

    /** As {@link #size(String, long, long)}. */
    public int size(String key, int least, int most) {
        return (int) present(key).size(least, most);
    }

    /** One of an enumeration's names, ignoring case, with {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        var words = new LinkedHashMap<String, E>();
        for (var constant : type.getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return choice(key, words);
    }

    /** One of these words, ignoring case; returned as written here. */
    public String choice(String key, String... words) {
        var known = new LinkedHashMap<String, String>();
        Arrays.stream(words).forEach(word -> known.put(word, word));
        return choice(key, known);
    }

    /** The value that one of these words stands for, ignoring case. Errors list the words in this order. */
    public <T> T choice(String key, Map<String, T> words) {
        var text = text(key);
        return words.entrySet().stream()
                .filter(word -> word.getKey().equalsIgnoreCase(text))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> mistake(
                        key,
                        "must be " + Spelling.listed(List.copyOf(words.keySet()), "or") + ", not \"" + text + "\""));
    }

    /** A file or directory, relative to the home directory; empty when the key is absent or its text is empty. */
    public Optional<Path> file(String key) {
        return optionalText(key).map(text -> path(present(key)));
    }

    /** Several files, as in {@link #file}. */
    public List<Path> files(String key) {
        return present(key).items().stream().map(this::path).toList();
    }

    private Path path(Setting setting) {
        try {
            return home.resolve(setting.text());
        } catch (InvalidPathException e) {
            throw setting.mistake("is not a valid file name");
        }
    }

    /** The exception for a wrong value; names the place of the value, or of the section if it is not set. */
    public ConfigException mistake(String key, String what) {
        var value = value(block, key);
        return new InvalidSettingException(value == null ? block.origin() : value.origin(), full(key), what);
    }

    private Setting present(String key) {
        var value = value(block, key);
        if (value != null) {
            return new Setting(full(key), value);
        }
        if (defaults != null && defaults.has(key)) {
            return defaults.present(key);
        }
        throw mistake(key, "is missing");
    }

    /** A key as it is, or quoted as a path. */
    private static @Nullable ConfigValue value(ConfigObject block, String key) {
        var value = block.get(key);
        int dot = key.indexOf('.');
        if (value == null && dot > 0 && block.get(key.substring(0, dot)) instanceof ConfigObject inner) {
            return value(inner, key.substring(dot + 1));
        }
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
