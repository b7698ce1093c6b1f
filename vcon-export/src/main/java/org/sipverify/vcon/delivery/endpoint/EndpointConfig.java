package org.sipverify.vcon.delivery.endpoint;

import com.typesafe.config.ConfigException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.file.SecretSource;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;

/**
 * A receiver of every vCon: an item of {@code vcon.delivery.endpoints}.
 *
 * @param name for directories, metrics and the log
 * @param form in which a vCon is sent
 * @param load how much is sent at once
 */
public record EndpointConfig(String name, Http http, Auth auth, Form form, Load load, Retry retry) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Duration INSTANT = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** Whether a vCon is sent as it is stored. */
    private static final Map<String, Boolean> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put("unsigned", false);
        FORMS.put("as-stored", true);
    }

    /** Keys that have no default. */
    private static final Set<String> OWN_KEYS = Set.of("name", "profile", "url");

    /**
     * The requests.
     *
     * @param target where to POST, path and query included
     * @param caFile PEM certificates to trust besides the JDK's
     * @param timeout of one request with its whole answer
     * @param maxResponse bytes of an answer
     */
    public record Http(Profile profile, URI target, Optional<Path> caFile, Duration timeout, long maxResponse) {
        private static Http from(ConfigSection endpoint, Profile profile, EndpointUrl url) {
            return new Http(
                    profile,
                    url.target(endpoint.flag("external-ingress")),
                    authorities(endpoint),
                    endpoint.duration("timeout", INSTANT, DAY),
                    endpoint.size("max-response", 1024L, 1L << 30));
        }

        private static Optional<Path> authorities(ConfigSection endpoint) {
            var file = endpoint.file("ca-file");
            try {
                if (file.isPresent()) {
                    var unused = PemFile.certificates(file.get());
                }
                return file;
            } catch (PemException e) {
                throw endpoint.mistake("ca-file", String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * How the endpoint knows that it is this server.
     *
     * @param header the one that carries the token
     * @param signing the key of a web hook's signature
     */
    public record Auth(String header, SecretSource token, SecretSource signing) {
        private static Auth from(ConfigSection endpoint, Profile profile) {
            var header = profile == Profile.CONSERVER ? endpoint.text("api-token-header") : "Authorization";
            if (!HEADER.matcher(header).matches()) {
                throw endpoint.mistake("api-token-header", "is not a valid name of a header");
            }
            return new Auth(header, SecretSource.from(endpoint, "token"), SecretSource.from(endpoint, "secret"));
        }
    }

    /**
     * What is sent.
     *
     * @param asStored whether a sealed vCon is sent sealed; otherwise only what is inside
     * @param maxSize of a vCon in bytes, before it is compressed
     */
    public record Form(boolean asStored, Dialect dialect, boolean gzip, int maxSize) {
        private static Form from(ConfigSection endpoint, Profile profile) {
            boolean asStored = asStored(endpoint, profile);
            var dialect = new Dialect(
                    endpoint.choice("dialect", Dialect.Words.class),
                    endpoint.choice("json-bodies", Dialect.JsonBodies.class));
            if (asStored && !dialect.equals(Dialect.DRAFT)) {
                throw endpoint.mistake(
                        "form", "a vCon that is sent as it is stored keeps the draft's dialect and its JSON bodies");
            }
            return new Form(asStored, dialect, gzip(endpoint, profile), endpoint.size("max-size", 1024, 1 << 30));
        }

        private static boolean asStored(ConfigSection endpoint, Profile profile) {
            if (endpoint.optionalText("form").isEmpty()) {
                return profile == Profile.POST;
            }
            boolean asStored = endpoint.choice("form", FORMS);
            if (asStored && profile == Profile.CONSERVER) {
                throw endpoint.mistake("form", "must be unsigned: a conserver refuses signed and encrypted vCons");
            }
            return asStored;
        }

        private static boolean gzip(ConfigSection endpoint, Profile profile) {
            boolean gzip = endpoint.flag("gzip");
            if (gzip && endpoint.isOwn("gzip") && profile != Profile.POST) {
                throw endpoint.mistake("gzip", "only profile post has a media type for it");
            }
            return gzip && profile == Profile.POST;
        }
    }

    /**
     * How much is sent at once.
     *
     * @param queue vCons that may wait in memory
     * @param queueLimit of a conserver's lists
     */
    public record Load(int maxInFlight, int queue, QueueLimit queueLimit) {
        private static Load from(ConfigSection endpoint, Profile profile, EndpointUrl url) {
            return new Load(
                    endpoint.whole("max-in-flight", 1, 64),
                    endpoint.whole("queue", 1, 1_000_000),
                    limit(endpoint, profile, url));
        }

        private static QueueLimit limit(ConfigSection endpoint, Profile profile, EndpointUrl url) {
            int most = endpoint.whole("max-queue-depth", 0, Integer.MAX_VALUE);
            if (most > 0 && endpoint.isOwn("max-queue-depth") && profile != Profile.CONSERVER) {
                throw endpoint.mistake("max-queue-depth", "only a conserver has queues");
            }
            var interval = endpoint.duration("queue-depth-interval", Duration.ofMillis(10), DAY);
            return most > 0 && profile == Profile.CONSERVER
                    ? new QueueLimit(url.queues(), most, interval)
                    : new QueueLimit(List.of(), 0, interval);
        }
    }

    /**
     * Reads an endpoint.
     *
     * @throws ConfigException at a mistake; it names file, line and key
     */
    public static EndpointConfig from(ConfigSection own, ConfigSection defaults) {
        own.onlyKeys(Stream.concat(OWN_KEYS.stream(), defaults.keys().stream()).toList());
        var endpoint = own.withDefaults(defaults);
        var profile = endpoint.choice("profile", Profile.class);
        var form = Form.from(endpoint, profile);
        var url = EndpointUrl.from(endpoint, profile);
        return new EndpointConfig(
                name(endpoint),
                Http.from(endpoint, profile, url),
                Auth.from(endpoint, profile),
                form,
                Load.from(endpoint, profile, url),
                Retry.from(endpoint));
    }

    private static String name(ConfigSection endpoint) {
        var name = endpoint.text("name");
        if (!NAME.matcher(name).matches()) {
            throw endpoint.mistake(
                    "name", "must be 1 to 32 of a-z, 0-9 and -, because it names a directory and metrics");
        }
        return name;
    }
}
