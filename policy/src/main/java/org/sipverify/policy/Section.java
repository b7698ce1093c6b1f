package org.sipverify.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A block in braces of the policy file. Every complaint names file, line and key; a null counts as absent. */
final class Section {
    private final String path;
    private final ConfigObject block;

    private Section(String path, ConfigObject block) {
        this.path = path;
        this.block = block;
    }

    static Section root(Config config) {
        return new Section("", config.root());
    }

    boolean has(String key) {
        return value(key) != null;
    }

    /** The keys that have a value, in alphabetical order: the parser does not keep that of the file. */
    List<String> keys() {
        return block.keySet().stream().filter(this::has).sorted().toList();
    }

    void onlyKeys(Collection<String> known) {
        keys().stream()
                .filter(key -> !known.contains(key))
                .min(Comparator.comparingInt(key -> present(key).origin().lineNumber()))
                .ifPresent(key -> {
                    throw mistake(key, Spelling.unknown("key", key, known));
                });
    }

    void without(String key, String why) {
        if (has(key)) {
            throw mistake(key, why);
        }
    }

    Section section(String key) {
        return block(full(key), present(key));
    }

    /** A list of blocks; empty when absent. */
    List<Section> sections(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (!(present(key) instanceof ConfigList list)) {
            throw mistake(key, "must be a list, as in [ { ... }, { ... } ]");
        }
        return IntStream.range(0, list.size())
                .mapToObj(i -> block(full(key) + "[" + i + "]", list.get(i)))
                .toList();
    }

    private static Section block(String path, ConfigValue value) {
        if (value instanceof ConfigObject block) {
            return new Section(path, block);
        }
        throw new PolicyException(value.origin(), path, "must be a block in braces, as in { action = ... }");
    }

    String text(String key) {
        return text(full(key), present(key));
    }

    /** One text, or a list of them, each read by {@code read}, whose IllegalArgumentException is a mistake here. */
    <T> List<T> each(String key, Function<String, T> read) {
        var value = present(key);
        var items = value instanceof ConfigList list ? list : List.of(value);
        if (items.isEmpty()) {
            throw mistake(key, "the list is empty, so nothing would ever match: leave it out or fill it");
        }
        return items.stream().map(item -> read(full(key), item, read)).toList();
    }

    <T> T read(String key, Function<String, T> read) {
        return read(full(key), present(key), read);
    }

    private static <T> T read(String path, ConfigValue value, Function<String, T> read) {
        try {
            return read.apply(text(path, value));
        } catch (IllegalArgumentException e) {
            throw new PolicyException(value.origin(), path, String.valueOf(e.getMessage()));
        }
    }

    int number(String key, int from, int to) {
        if (present(key).unwrapped() instanceof Integer number && number >= from && number <= to) {
            return number;
        }
        throw mistake(key, "must be a number from " + from + " to " + to + ", not " + shown(key));
    }

    boolean yesOrNo(String key) {
        if (present(key).unwrapped() instanceof Boolean answer) {
            return answer;
        }
        throw mistake(key, "must be true or false, not " + shown(key));
    }

    PolicyException mistake(String key, String what) {
        var value = value(key);
        return new PolicyException(value == null ? block.origin() : value.origin(), full(key), what);
    }

    private String shown(String key) {
        return present(key).render(ConfigRenderOptions.concise());
    }

    private ConfigValue present(String key) {
        var value = value(key);
        if (value == null) {
            throw mistake(key, "is missing");
        }
        return value;
    }

    private @Nullable ConfigValue value(String key) {
        var value = block.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }

    private static String text(String path, ConfigValue value) {
        return switch (value.valueType()) {
            // As written: 0044 stays 0044.
            case STRING, NUMBER, BOOLEAN -> value.atKey("it").getString("it");
            case OBJECT, LIST, NULL -> throw new PolicyException(value.origin(), path, "must be text in quotes");
        };
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
