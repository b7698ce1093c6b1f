package org.sipverify.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.sipverify.formats.config.HoconFile;
import org.sipverify.formats.text.Spelling;

/** Environment variables: those that set a key, as {@code environment.conf} lists them, and all others for substitutions. */
public final class Environment {
    private static final String PREFIX = "VVP_";
    private static final Pattern LINE =
            Pattern.compile("(?m)^(?<key>[a-z0-9.-]+) = \\$\\{\\?(?<variable>[A-Z0-9_]+)}$");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Map<String, String> KEYS = keys();

    private final Map<String, String> variables;
    private final List<String> notNames;

    private Environment(Map<String, String> variables, List<String> notNames) {
        this.variables = Map.copyOf(variables);
        this.notNames = List.copyOf(notNames);
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv(), List.of());
    }

    static Environment of(Map<String, String> variables) {
        return new Environment(variables, List.of());
    }

    /**
     * The environment that a service gets from a file: this process's, but of the variables that set a key only those of
     * the file.
     *
     * @throws com.typesafe.config.ConfigException when the file cannot be read
     */
    public static Environment ofService(Path file) {
        var variables = new TreeMap<>(System.getenv());
        variables.keySet().removeIf(name -> name.startsWith(PREFIX) || KEYS.containsKey(name));
        var notNames = new ArrayList<String>();
        EnvironmentFile.parse(HoconFile.text(file.toFile())).forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                variables.put(name, value);
            } else {
                notNames.add(file + ": \"" + name + "\" is not the name of a variable: systemd passes over it");
            }
        });
        return new Environment(variables, notNames);
    }

    /** Variable and key, in the order of the file: of two variables for one key the later one counts. */
    private static Map<String, String> keys() {
        try (var in = Objects.requireNonNull(Environment.class.getResourceAsStream("/environment.conf"))) {
            var keys = new LinkedHashMap<String, String>();
            LINE.matcher(new String(in.readAllBytes(), UTF_8))
                    .results()
                    .forEach(line -> keys.put(line.group(2), line.group(1)));
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that variables make; an empty variable counts as not set. */
    Config settings() {
        var settings = ConfigFactory.empty();
        for (var entry : KEYS.entrySet()) {
            var value = variables.getOrDefault(entry.getKey(), "").strip();
            if (!value.isEmpty()) {
                settings = settings.withValue(entry.getValue(), named(entry.getKey(), value));
            }
        }
        return settings;
    }

    /** Every variable under its own name, for {@code ${NAME}} in a configuration file. */
    Config substitutions() {
        var all = ConfigFactory.empty();
        for (var entry : variables.entrySet()) {
            all = all.withValue(ConfigUtil.quoteString(entry.getKey()), named(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    /** HOCON's own true and false are in small letters. */
    private static ConfigValue named(String variable, String value) {
        var small = value.toLowerCase(Locale.ROOT);
        boolean flag = small.equals("true") || small.equals("false");
        return ConfigValueFactory.fromAnyRef(flag ? small : value)
                .withOrigin(ConfigOriginFactory.newSimple("environment variable " + variable));
    }

    /**
     * A warning for each variable that begins like those of sip-verify and sets nothing, with the one that may have been meant.
     *
     * @param isUsed whether a configuration file uses the variable
     */
    List<String> warnings(Predicate<String> isUsed) {
        var warnings = new ArrayList<>(notNames);
        variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !KEYS.containsKey(name) && !isUsed.test(name))
                .sorted()
                .map(name -> "environment variable " + name + " is unknown and ignored"
                        + Spelling.nearest(name, KEYS.keySet())
                                .map(known -> "; did you mean " + known + "?")
                                .orElse(""))
                .forEach(warnings::add);
        return warnings;
    }
}
