package org.sipverify.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a new version of the configuration changes.
 *
 * @param applied the keys that take effect at once
 * @param waiting the keys that take effect when the server starts again
 */
public record ConfigChange(List<String> applied, List<String> waiting) {
    /** Keys, or the sections that hold them. */
    private static final List<String> APPLIED = List.of(
            "callers.",
            "log.level",
            "log.numbers",
            "numbers.",
            "policy.path",
            "redirect.",
            "shutdown.drain-timeout",
            "sip.admission.",
            "vcon.retention.",
            "verifier.");

    /** Keeps its own lists. */
    public ConfigChange {
        applied = List.copyOf(applied);
        waiting = List.copyOf(waiting);
    }

    /** Compares every setting, wherever it comes from. */
    public static ConfigChange between(Configuration before, Configuration now) {
        var old = values(before.settings());
        var young = values(now.settings());
        var changed = new TreeSet<>(old.keySet());
        changed.addAll(young.keySet());
        changed.removeIf(key -> old.containsKey(key)
                && young.containsKey(key)
                && old.get(key).unwrapped().equals(young.get(key).unwrapped()));
        var parts = changed.stream().collect(Collectors.partitioningBy(ConfigChange::isApplied));
        return new ConfigChange(parts.getOrDefault(true, List.of()), parts.getOrDefault(false, List.of()));
    }

    private static Map<String, ConfigValue> values(Config settings) {
        return settings.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isApplied(String key) {
        return APPLIED.stream().anyMatch(it -> it.endsWith(".") ? key.startsWith(it) : key.equals(it));
    }
}
