package org.sipverify.vcon.delivery.endpoint;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one endpoint of the configuration, on the ground of {@code vcon.delivery.endpoint-defaults}. */
public final class EndpointSettings {
    private static final String SECTION = "vcon.delivery.endpoints.";
    private static final Set<String> OWN_KEYS = Set.of("name", "profile", "url");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Duration DAY = Duration.ofDays(1);

    private final Config own;
    private final Config config;
    private final Path home;

    public EndpointSettings(Config own, Config defaults, Path home) {
        this.own = own;
        this.config = own.withFallback(defaults);
        this.home = home;
        for (var key : own.root().keySet()) {
            if (!OWN_KEYS.contains(key) && !defaults.hasPathOrNull(key)) {
                throw new ConfigException.BadValue(own.getValue(key).origin(), SECTION + key, "no such setting");
            }
        }
    }

    public EndpointConfig read() {
        var profile = choice("profile", Profile.class);
        var asStored = asStored(profile);
        var dialect =
                new Dialect(choice("dialect", Dialect.Words.class), choice("json-bodies", Dialect.JsonBodies.class));
        if (asStored && !dialect.equals(Dialect.DRAFT)) {
            throw bad("form", "a vCon that is sent as it is stored keeps the draft's dialect and its JSON bodies");
        }
        return new EndpointConfig(
                name(),
                profile,
                new EndpointUrl(own, config, profile).target(),
                tokenHeader(profile),
                secret("token"),
                secret("secret"),
                asStored,
                dialect,
                gzip(profile),
                (int) bytes("max-size", 1024, 1 << 30),
                number("max-in-flight", 64),
                number("queue", 1_000_000),
                duration(config, "timeout", Duration.ofMillis(1), DAY),
                bytes("max-response", 1024, 1L << 30),
                retry(),
                queueLimit(profile),
                caFile());
    }

    public static Duration interval(Config config, String key) {
        return duration(config, key, Duration.ofMillis(10), Duration.ofDays(30));
    }

    private String name() {
        var name = config.getString("name");
        if (!NAME.matcher(name).matches()) {
            throw bad("name", "must be 1 to 32 of a-z, 0-9 and -: it becomes a directory and a label");
        }
        return name;
    }

    private boolean asStored(Profile profile) {
        var form = config.getString("form");
        return switch (form) {
            case "" -> profile == Profile.POST;
            case "unsigned" -> false;
            case "as-stored" -> {
                if (profile == Profile.CONSERVER) {
                    throw bad("form", "a conserver refuses signed and encrypted vCons");
                }
                yield true;
            }
            default -> throw bad("form", "must be unsigned or as-stored");
        };
    }

    private String tokenHeader(Profile profile) {
        var header = profile == Profile.CONSERVER ? config.getString("api-token-header") : "Authorization";
        if (!HEADER.matcher(header).matches()) {
            throw bad("api-token-header", "not the name of a header");
        }
        return header;
    }

    private Secret secret(String key) {
        var value = config.getString(key);
        var file = file(key + "-file");
        if (!value.isEmpty() && file.isPresent()) {
            throw bad(key, "either " + key + " or " + key + "-file, not both");
        }
        var secret = file.map(Secret::inFile).orElse(Secret.of(value));
        if (secret.isPresent()) {
            try {
                var unused = secret.reveal();
            } catch (IOException e) {
                throw bad(file.isPresent() ? key + "-file" : key, "cannot be used: " + e.getMessage());
            }
        }
        return secret;
    }

    private boolean gzip(Profile profile) {
        var gzip = config.getBoolean("gzip");
        if (gzip && own.hasPath("gzip") && profile != Profile.POST) {
            throw bad("gzip", "only profile post has a media type for it");
        }
        return gzip && profile == Profile.POST;
    }

    private Retry retry() {
        var shortest = duration(config, "retry-min", Duration.ofMillis(1), DAY);
        var longest = duration(config, "retry-max", Duration.ofMillis(1), DAY);
        if (longest.compareTo(shortest) < 0) {
            throw bad("retry-max", "is shorter than retry-min");
        }
        return new Retry(
                shortest,
                longest,
                duration(config, "max-retry-after", Duration.ofMillis(1), DAY),
                number("breaker-failures", 1_000_000));
    }

    private QueueLimit queueLimit(Profile profile) {
        var most = (int) within("max-queue-depth", config.getLong("max-queue-depth"), 0, Integer.MAX_VALUE);
        if (most > 0 && own.hasPath("max-queue-depth") && profile != Profile.CONSERVER) {
            throw bad("max-queue-depth", "only a conserver has queues");
        }
        var interval = duration(config, "queue-depth-interval", Duration.ofMillis(10), DAY);
        return most > 0 && profile == Profile.CONSERVER
                ? new QueueLimit(new EndpointUrl(own, config, profile).queues(), most, interval)
                : new QueueLimit(List.of(), 0, interval);
    }

    private Optional<Path> caFile() {
        var file = file("ca-file");
        try {
            if (file.isPresent()) {
                var unused = ExtraCa.trusting(file.get());
            }
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw bad("ca-file", "no PEM certificates can be read from it");
        }
    }

    private Optional<Path> file(String key) {
        try {
            return Optional.of(config.getString(key))
                    .filter(text -> !text.isEmpty())
                    .map(home::resolve);
        } catch (java.nio.file.InvalidPathException e) {
            throw bad(key, "not a file name");
        }
    }

    private int number(String key, int most) {
        return (int) within(key, config.getLong(key), 1, most);
    }

    private long bytes(String key, long least, long most) {
        return within(key, config.getBytes(key), least, most);
    }

    private long within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw bad(key, "must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    private static Duration duration(Config config, String key, Duration least, Duration most) {
        var value = config.getDuration(key);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new ConfigException.BadValue(
                    config.getValue(key).origin(), key, "must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type) {
        var text = config.getString(key);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> bad(
                        key,
                        "must be one of "
                                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }

    private ConfigException bad(String key, String what) {
        return bad(own, key, what);
    }

    /** Names the line of the value, or of the endpoint when the value is a default. */
    private static ConfigException bad(Config own, String key, String what) {
        var origin = own.hasPath(key) ? own.getValue(key).origin() : own.root().origin();
        return new ConfigException.BadValue(origin, SECTION + key, what);
    }

    /** Kept apart from the rest because it is the longest story. */
    record EndpointUrl(Config own, Config config, Profile profile) {
        private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

        URI target() {
            var url = url();
            var lists = config.getStringList("ingress-lists");
            return profile == Profile.CONSERVER ? conserver(url, lists) : url;
        }

        /** Where to ask how much waits in each list. */
        List<URI> queues() {
            var base = url().toString().replaceAll("/+$", "");
            return config.getStringList("ingress-lists").stream()
                    .map(list -> URI.create(base + "/stats/queue?list_name=" + list))
                    .toList();
        }

        private URI url() {
            URI url;
            try {
                url = URI.create(config.getString("url"));
            } catch (IllegalArgumentException e) {
                throw bad(own, "url", "not a URL");
            }
            var plain = "http".equals(url.getScheme());
            if (url.getHost() == null || (!plain && !"https".equals(url.getScheme()))) {
                throw bad(own, "url", "https://host[:port][/path] is needed");
            }
            if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw bad(own, "url", "must have neither a user nor a fragment");
            }
            var loopback =
                    LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
            if (plain && !loopback && !config.getBoolean("allow-plain-http")) {
                throw bad(
                        own,
                        "url",
                        "over http:// anybody on the way can read the vCons and the token; use https://"
                                + " or say allow-plain-http = true");
            }
            return url;
        }

        /** Lists are repeated parameters: a comma would make one list of two names. */
        private URI conserver(URI root, List<String> lists) {
            if (root.getRawQuery() != null) {
                throw bad(own, "url", "the root of the conserver's API has no query");
            }
            var external = config.getBoolean("external-ingress");
            if (lists.isEmpty() || (external && lists.size() != 1)) {
                throw bad(
                        own,
                        "ingress-lists",
                        external
                                ? "external-ingress takes exactly one"
                                : "must name at least one list: without one the conserver forgets a vCon after an hour");
            }
            if (!lists.stream().allMatch(list -> list.matches("[A-Za-z0-9._:-]{1,128}"))) {
                throw bad(own, "ingress-lists", "a list's name has letters, digits and . _ : - only");
            }
            var parameter = external ? "ingress_list=" : "ingress_lists=";
            var query = String.join(
                    "&", lists.stream().map(list -> parameter + list).toList());
            var base = root.toString().replaceAll("/+$", "");
            return URI.create(base + (external ? "/vcon/external-ingress?" : "/vcon?") + query);
        }
    }
}
