package org.sipverify.vcon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;

/** The values of a section of the configuration, each checked; a wrong one is told with its file and line. */
final class Section {
    private final Config section;

    Section(Config section) {
        this.section = section;
    }

    String text(String key) {
        return section.getString(key);
    }

    List<String> texts(String key) {
        return section.getStringList(key);
    }

    boolean flag(String key) {
        return section.getBoolean(key);
    }

    long whole(String key, long least, long most) {
        return within(key, section.getLong(key), least, most);
    }

    long bytes(String key, long least, long most) {
        return within(key, section.getBytes(key), least, most);
    }

    Duration duration(String key, long leastMillis, long mostMillis) {
        var value = section.getDuration(key);
        if (value.isNegative() || value.toMillis() < leastMillis || value.toMillis() > mostMillis) {
            throw bad(key, "must be %d ms to %d ms, not %s".formatted(leastMillis, mostMillis, value));
        }
        return value;
    }

    /** Refuses a bare number but 0: whoever writes 90 may mean days. */
    Section withUnit(String key) {
        var value = text(key).strip();
        if (value.matches("[0-9.]+") && !value.matches("0+")) {
            throw bad(key, "has no unit: write \"" + value + " days\", or hours, not " + value);
        }
        return this;
    }

    String choice(String key, String one, String other) {
        var value = text(key);
        if (!value.equals(one) && !value.equals(other)) {
            throw bad(key, "must be " + one + " or " + other + ", not " + value);
        }
        return value;
    }

    private long within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw bad(key, "must be %d to %d, not %d".formatted(least, most, value));
        }
        return value;
    }

    ConfigException bad(String key, String what) {
        return new ConfigException.BadValue(section.getValue(key).origin(), "vcon." + key, what);
    }
}
