package org.sipverify.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.sipverify.formats.HoconText;

/**
 * The layers a setting can come from, first wins: {@code -D} options, environment variables, the configuration file, the
 * {@code reference.conf} of each module.
 *
 * @param settings everything, resolved
 * @param defaults the {@code reference.conf} layer alone
 */
public record Configuration(Config settings, Config defaults) {
    private static final ConfigParseOptions MUST_EXIST =
            ConfigParseOptions.defaults().setAllowMissing(false);
    private static final String HIDDEN = "[redacted]";
    private static final Pattern SECRET = Pattern.compile("(.*[.-])?(api-key|auth-key|token|secret)");

    /**
     * Reads all layers.
     *
     * @throws ConfigException when a file is missing or cannot be read; the message names file and line
     */
    public static Configuration load(Optional<Path> file, Map<String, String> options) {
        var defaults = ConfigFactory.parseResources(loader(), "reference.conf");
        var layers = options(options)
                .withFallback(ConfigFactory.parseResources(loader(), "environment.conf"))
                .withFallback(file.map(it -> ConfigFactory.parseFile(it.toFile(), MUST_EXIST))
                        .orElse(ConfigFactory.empty()))
                .withFallback(defaults);
        var settings = layers.resolve();
        file.ifPresent(it -> HoconText.checked(it.toFile()).checkResolved(settings));
        return new Configuration(settings, defaults.resolve());
    }

    private static ClassLoader loader() {
        return Configuration.class.getClassLoader();
    }

    /** Values are taken as they are: {@code sip:127.0.0.1:5060} would be no HOCON. Only lists and objects are parsed. */
    private static Config options(Map<String, String> options) {
        var config = ConfigFactory.empty();
        for (var option : options.entrySet()) {
            var one = option.getValue().matches("(?s)[\\[{].*")
                    ? parsed(option.getKey(), option.getValue())
                    : ConfigFactory.parseMap(Map.of(option.getKey(), option.getValue()), "-D" + option.getKey());
            config = one.withFallback(config);
        }
        return config;
    }

    private static Config parsed(String key, String value) {
        var text = key + " = " + value;
        var config = ConfigFactory.parseString(text);
        HoconText.checked(text, "-D" + key);
        return config;
    }

    /** A warning for each key that no module knows, with its file and line and the key that may have been meant. */
    public List<String> unknownKeys() {
        return settings.entrySet().stream()
                .filter(entry -> !isKnown(entry.getKey()))
                .map(entry -> "%s: unknown key %s is ignored%s"
                        .formatted(origin(entry.getValue()), entry.getKey(), suggestion(entry.getKey())))
                .sorted()
                .toList();
    }

    private boolean isKnown(String key) {
        return defaults.hasPathOrNull(key) || isInList(key);
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
        return defaults.entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(known -> known.endsWith("." + lastWord) || distance(known, key) <= 2)
                .findFirst()
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
    }

    /** Every setting in force and where it comes from, secrets redacted. */
    public List<String> effective() {
        return settings.entrySet().stream()
                .filter(entry -> isKnown(entry.getKey()))
                .map(entry -> "%s = %s  # %s"
                        .formatted(entry.getKey(), shown(entry.getKey(), entry.getValue()), origin(entry.getValue())))
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

    /** Levenshtein's: how many letters to insert, delete or exchange. */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var exchanged = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(exchanged, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
