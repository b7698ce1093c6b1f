package org.sipverify.formats.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sipverify.formats.text.Spelling;

/**
 * One value of the configuration, read as the expected type.
 *
 * @param key the full key
 */
record Setting(String key, ConfigValue value) {
    private static final Pattern WHOLE = Pattern.compile("(-?[0-9]{1,18})(?:\\.0+)?");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,15})?");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");
    private static final int LONGEST_SHOWN = 60;
    private static final Duration WEEK = Duration.ofDays(7);

    /** As written: 0044 stays 0044. */
    String text() {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> value.atKey("it").getString("it");
            case LIST -> throw mistake("must be text, not a list");
            case OBJECT, NULL -> throw mistake("must be text, not a block in braces");
        };
    }

    <T> T read(Function<String, T> read) {
        try {
            return read.apply(text());
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    long whole(long least, long most) {
        var shape = WHOLE.matcher(text().trim());
        if (shape.matches()) {
            long number = Long.parseLong(shape.group(1));
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw mistake("must be a whole number "
                + (most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most) + ", not "
                + shown());
    }

    double fraction() {
        var text = text().trim();
        if (DECIMAL.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            if (number > 0 && number <= 1) {
                return number;
            }
        }
        throw mistake("must be more than 0 and at most 1, not " + shown());
    }

    /** Ignoring case, because environment variables come in any. */
    boolean flag() {
        return switch (text().trim().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw mistake("must be true or false, not " + shown());
        };
    }

    Duration duration(Duration least, Duration most) {
        var text = text().trim();
        if (Units.lacksUnit(text)) {
            var units = most.compareTo(WEEK) > 0
                    ? List.of(" minutes", " hours", " days")
                    : List.of(" s", " ms", " minutes");
            throw mistake("has no unit: write "
                    + Spelling.listed(units.stream().map(unit -> text + unit).toList(), "or"));
        }
        return within(
                least,
                most,
                Units.duration(text)
                        .orElseThrow(
                                () -> mistake("must be a duration such as 500 ms, 5 s or 10 minutes, not " + shown())));
    }

    Duration seconds(Duration least, Duration most) {
        var text = text().trim();
        var seconds = Units.seconds(text);
        if (seconds.isEmpty() && Units.lacksUnit(text)) {
            throw mistake("must be a plain number of seconds or a duration such as 500 ms, not " + shown());
        }
        return within(
                least,
                most,
                seconds.or(() -> Units.duration(text))
                        .orElseThrow(() -> mistake("must be a duration such as 500 ms or 5 s, not " + shown())));
    }

    private Duration within(Duration least, Duration most, Duration value) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw mistake("must be " + Units.text(least) + " to " + Units.text(most) + ", not " + shown());
        }
        return value;
    }

    long size(long least, long most) {
        var text = text().trim();
        if (Units.lacksUnit(text)) {
            throw mistake("has no unit: write " + text + " KiB, " + text + " MiB or " + text + " B");
        }
        long bytes =
                Units.size(text).orElseThrow(() -> mistake("must be a size such as 64 KiB or 50 GiB, not " + shown()));
        if (bytes < least || bytes > most) {
            throw mistake("must be "
                    + (most == Long.MAX_VALUE
                            ? "at least " + Units.text(least)
                            : Units.text(least) + " to " + Units.text(most))
                    + ", not " + shown());
        }
        return bytes;
    }

    /**
     * Whether it is a list, or an object whose keys are numbers, which is also a list: so {@code -D} can set one entry.
     */
    boolean isList() {
        return value instanceof ConfigList
                || (value instanceof ConfigObject object
                        && !object.isEmpty()
                        && object.keySet().stream()
                                .allMatch(it -> INDEX.matcher(it).matches()));
    }

    /** The items of a list, as settings of its key; a single value is a list of one. */
    List<Setting> items() {
        if (!isList()) {
            return List.of(this);
        }
        var values = value instanceof ConfigObject object
                ? object.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> Integer.valueOf(entry.getKey())))
                        .map(Map.Entry::getValue)
                        .toList()
                : (ConfigList) value;
        return values.stream().map(item -> new Setting(key, item)).toList();
    }

    /** The same, known to be this item of a list. */
    Setting at(int index) {
        return new Setting(key + "[" + index + "]", value);
    }

    InvalidSettingException mistake(String what) {
        return new InvalidSettingException(value.origin(), key, what);
    }

    private String shown() {
        boolean number = value.valueType() == ConfigValueType.NUMBER;
        var text = number ? text() : value.render(ConfigRenderOptions.concise());
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
