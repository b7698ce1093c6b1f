package org.sipverify.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sipverify.app.call.NamedCaller;
import org.sipverify.formats.config.Hocon;
import org.sipverify.formats.config.HoconFile;
import org.sipverify.formats.text.Spelling;

/**
 * The layers a setting can come from, first wins: {@code -D} options, environment variables, the configuration file, the
 * {@code reference.conf} of each module.
 *
 * @param settings everything, resolved
 * @param defaults the {@code reference.conf} layer alone
 * @param remarks what was ignored while the layers were read, a line each
 * @param files the configuration file and those that it includes
 */
public record Configuration(Config settings, Config defaults, List<String> remarks, List<Path> files) {
    private static final String HIDDEN = "[redacted]";
    private static final Pattern SECRET = Pattern.compile("(.*[.-])?(api-key|auth-key|token|secret|password)");

    /** Keeps its own lists. */
    public Configuration {
        remarks = List.copyOf(remarks);
        files = List.copyOf(files);
    }

    /** Reads all layers, with the environment of this process. */
    public static Configuration load(Optional<Path> file, Map<String, String> options) {
        return load(file, options, Environment.ofProcess());
    }

    /**
     * Reads all layers.
     *
     * @throws ConfigException when a file is missing or cannot be read; the message names file and line
     */
    public static Configuration load(Optional<Path> file, Map<String, String> options, Environment environment) {
        var defaults = defaultLayer();
        var written = file.map(it -> HoconFile.read(it.toFile()));
        var layers = options(options)
                .withFallback(environment.settings())
                .withFallback(written.map(HoconFile::config).orElse(ConfigFactory.empty()))
                .withFallback(defaults);
        var settings = resolved(layers, environment.substitutions());
        var remarks = new ArrayList<>(written.map(HoconFile::missingIncludes).orElse(List.of()));
        remarks.addAll(environment.warnings(
                name -> written.map(it -> it.substitutes(name)).orElse(false)));
        return new Configuration(
                settings,
                defaults.resolve(),
                remarks,
                written.map(HoconFile::files).orElse(List.of()));
    }

    /**
     * Reads what {@link #own} has rendered; the options of the command line go before it.
     *
     * @throws ConfigException when that is not possible
     */
    static Configuration ofOwn(String own, Map<String, String> options) {
        var defaults = defaultLayer();
        var kept = Hocon.parse(own, "the last good configuration");
        var settings = Hocon.resolve(options(options).withFallback(kept).withFallback(defaults));
        return new Configuration(settings, defaults.resolve(), List.of(), List.of());
    }

    /** All settings that are not defaults, secrets included, as JSON. */
    String own() {
        var own = ConfigFactory.empty();
        for (var entry : settings.entrySet()) {
            own = isDefault(entry.getValue()) ? own : own.withValue(entry.getKey(), entry.getValue());
        }
        return own.root().render(ConfigRenderOptions.concise());
    }

    private static Config defaultLayer() {
        return ConfigFactory.parseResources(loader(), "reference.conf");
    }

    /** HOCON's own reading of the environment loses the names of the variables. */
    private static Config resolved(Config layers, Config variables) {
        var all = Hocon.resolve(layers.withFallback(variables)).root();
        for (var name : variables.root().keySet()) {
            all = layers.root().containsKey(name) ? all : all.withoutKey(name);
        }
        return all.toConfig();
    }

    /** The same with one value set, by what {@code origin} names. */
    public Configuration with(String key, String value, String origin) {
        return new Configuration(
                settings.withValue(key, ConfigValueFactory.fromAnyRef(value, origin)), defaults, remarks, files);
    }

    /** What an operator should know before anything starts: ignored includes and variables, and unknown keys. */
    public List<String> warnings() {
        return Stream.concat(remarks.stream(), unknownKeys().stream()).toList();
    }

    private static ClassLoader loader() {
        return Configuration.class.getClassLoader();
    }

    /** Values are taken as they are: {@code sip:127.0.0.1:5060} would be no HOCON. Only lists and objects are parsed. */
    private static Config options(Map<String, String> options) {
        var config = ConfigFactory.empty();
        for (var option : options.entrySet()) {
            var one = option.getValue().matches("(?s)[\\[{].*")
                    ? Hocon.parse(option.getKey() + " = " + option.getValue(), "-D" + option.getKey())
                    : ConfigFactory.parseMap(Map.of(option.getKey(), option.getValue()), "-D" + option.getKey());
            config = one.withFallback(config);
        }
        return config;
    }

    /** A warning for each key that no module knows, with its file and line and the key that may have been meant. */
    List<String> unknownKeys() {
        return settings.entrySet().stream()
                .filter(entry -> !isKnown(entry.getKey()))
                .map(entry -> "%s: unknown key %s is ignored%s"
                        .formatted(origin(entry.getValue()), entry.getKey(), suggestion(entry.getKey())))
                .sorted()
                .toList();
    }

    private boolean isKnown(String key) {
        return defaults.hasPathOrNull(key) || isInList(key) || isOfCaller(key);
    }

    /** The operator chooses the names of callers. */
    private static boolean isOfCaller(String key) {
        var path = ConfigUtil.splitPath(key);
        return path.size() > 2 && path.get(0).equals("callers") && NamedCaller.KEYS.contains(path.get(2));
    }

    /** A list may be written as an object with numbers for keys: so {@code -D} sets one entry of it. */
    private boolean isInList(String key) {
        var path = ConfigUtil.splitPath(key);
        return IntStream.range(1, path.size())
                .filter(at -> path.get(at).matches("[0-9]+"))
                .mapToObj(at -> ConfigUtil.joinPath(path.subList(0, at)))
                .anyMatch(list -> defaults.hasPath(list) && defaults.getValue(list) instanceof ConfigList);
    }

    private String suggestion(String key) {
        var lastWord = key.substring(key.lastIndexOf('.') + 1);
        return key.startsWith("callers.")
                ? Spelling.nearest(lastWord, NamedCaller.KEYS)
                        .map(known -> "; did you mean " + known + "?")
                        .orElse("")
                : defaults.entrySet().stream()
                        .map(Map.Entry::getKey)
                        .filter(known -> known.endsWith("." + lastWord) || Spelling.distance(known, key) <= 2)
                        .findFirst()
                        .map(known -> "; did you mean " + known + "?")
                        .orElse("");
    }

    /**
     * A setting in force, as people may see it.
     *
     * @param value as HOCON; a secret is redacted
     * @param origin where it comes from: {@code default}, a file and line, an environment variable, an option
     */
    public record Shown(String key, String value, String origin) {}

    /** Every setting in force and where it comes from, secrets redacted. */
    public List<Shown> shown() {
        return settings.entrySet().stream()
                .filter(entry -> isKnown(entry.getKey()))
                .map(entry ->
                        new Shown(entry.getKey(), shown(entry.getKey(), entry.getValue()), origin(entry.getValue())))
                .sorted(Comparator.comparing(Shown::key))
                .toList();
    }

    /** The same, a line each. */
    public List<String> effective() {
        return shown().stream()
                .map(it -> "%s = %s  # %s".formatted(it.key(), it.value(), it.origin()))
                .sorted()
                .toList();
    }

    private static String shown(String key, ConfigValue value) {
        var text = redacted(key, value).render(ConfigRenderOptions.concise());
        return text.equals("\"" + HIDDEN + "\"") ? HIDDEN : text;
    }

    /** Lists, such as the endpoints of vCons, have objects with secrets in them. */
    private static ConfigValue redacted(String key, ConfigValue value) {
        if (value instanceof ConfigList list) {
            return ConfigValueFactory.fromIterable(
                    list.stream().map(one -> redacted(key, one)).toList());
        }
        if (value instanceof ConfigObject object) {
            var shown = object;
            for (var field : object.entrySet()) {
                shown = shown.withValue(field.getKey(), redacted(field.getKey(), field.getValue()));
            }
            return shown;
        }
        var hidden = SECRET.matcher(key).matches() && !"".equals(value.unwrapped());
        return hidden ? ConfigValueFactory.fromAnyRef(HIDDEN) : value;
    }

    private static String origin(ConfigValue value) {
        return isDefault(value) ? "default" : value.origin().description();
    }

    static boolean isDefault(ConfigValue value) {
        return value.origin().description().contains("reference.conf");
    }
}
