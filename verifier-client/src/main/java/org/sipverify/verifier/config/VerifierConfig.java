package org.sipverify.verifier.config;

import com.typesafe.config.ConfigException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;
import org.sipverify.verifier.text.WebUrl;

/**
 * The section {@code verifier} of the configuration; {@code reference.conf} explains each key.
 *
 * @param http the verifier to ask; empty when there is none and the built-in one is used
 * @param breaker when to stop asking
 * @param pinned the settings of the built-in verifier
 * @param fallbackStatus the status to show when there is no verdict
 * @param warningAs what a WARNING counts as
 */
public record VerifierConfig(
        Optional<Http> http, Breaker breaker, Pinned pinned, FallbackStatus fallbackStatus, WarningAs warningAs) {

    /** What {@code X-VVP-Status} shows when there is no verdict. VALID is not among them on purpose. */
    public enum FallbackStatus {
        /** The default. */
        INDETERMINATE,
        /** Treats callers as invalid while the verifier is down. */
        INVALID,
        /** Distinguishes the failure from a verdict; needs a consumer that knows it. */
        ERROR
    }

    /** What a WARNING (proved, but by a vetter outside its scope) counts as. */
    public enum WarningAs {
        /** The default: not proved. No brand may be shown then. */
        INDETERMINATE,
        /** Proved. */
        VALID,
        /** A separate outcome. */
        WARNING
    }

    /**
     * A verifier to ask.
     *
     * @param endpoint where to POST, path included
     * @param timeout for the whole exchange
     * @param caFile PEM certificates to trust besides the JDK's
     * @param apiKey the bearer token, if one is sent
     * @param maxResponseSize in bytes
     */
    public record Http(
            URI endpoint,
            Duration timeout,
            Optional<Path> caFile,
            ApiKey apiKey,
            int maxResponseSize,
            Connections connections) {}

    /**
     * Connections to the verifier.
     *
     * @param max at once, each with one request
     * @param keepAlive how long a connection may be idle
     */
    public record Connections(int max, Duration keepAlive) {}

    /**
     * When to stop asking.
     *
     * @param failures consecutive failures that open the circuit
     * @param openFor how long no request is sent then
     */
    public record Breaker(int failures, Duration openFor) {}

    /**
     * The settings of the built-in verifier.
     *
     * @param signersFile the trusted signers; empty when there are none
     * @param maxIatDrift between the token's {@code iat} and the INVITE, either way
     * @param maxLifetime from {@code iat} to {@code exp}
     * @param clockSkew allowed after {@code exp}
     */
    public record Pinned(Optional<Path> signersFile, Duration maxIatDrift, Duration maxLifetime, Duration clockSkew) {}

    private static final Duration INSTANT = Duration.ofMillis(1);
    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Reads the section, {@code reference.conf} merged in.
     *
     * @throws ConfigException when a value is wrong; the message names file and line
     */
    public static VerifierConfig from(ConfigSection verifier) {
        return new VerifierConfig(
                http(verifier),
                new Breaker(
                        verifier.whole("breaker.failures", 1, 1_000_000),
                        verifier.duration("breaker.open-for", INSTANT, DAY)),
                new Pinned(
                        verifier.file("signers-file"),
                        verifier.duration("pinned.max-iat-drift", Duration.ZERO, DAY),
                        verifier.duration("pinned.max-lifetime", Duration.ofSeconds(1), DAY),
                        verifier.duration("pinned.clock-skew", Duration.ZERO, DAY)),
                fallbackStatus(verifier),
                verifier.choice("warning-as", WarningAs.class));
    }

    /** Everything is read, so that a mistake is reported even while no URL is set. */
    private static Optional<Http> http(ConfigSection verifier) {
        var endpoint = endpoint(verifier);
        var timeout = verifier.seconds("timeout", INSTANT, MINUTES); // the service description gives it in seconds
        var apiKey = ApiKey.from(verifier);
        var caFile = caFile(verifier);
        int maxResponseSize = verifier.size("max-response-size", 1024, 64 * 1024 * 1024);
        var connections = new Connections(
                verifier.whole("max-concurrent", 1, 1_000_000),
                verifier.duration("keep-alive", Duration.ofSeconds(1), Duration.ofHours(1)));
        return endpoint.map(url -> new Http(url, timeout, caFile, apiKey, maxResponseSize, connections));
    }

    private static Optional<URI> endpoint(ConfigSection verifier) {
        var path = verifier.text("endpoint");
        if (!path.startsWith("/")) {
            throw verifier.mistake("endpoint", "must be a path that begins with /, not \"" + path + "\"");
        }
        return verifier.optionalText("url").map(url -> endpoint(verifier, url, path));
    }

    private static URI endpoint(ConfigSection verifier, String url, String path) {
        try {
            var base = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            boolean plain =
                    base.getRawQuery() == null && base.getRawFragment() == null && base.getRawUserInfo() == null;
            if (!WebUrl.is(url) || base.getHost() == null || !plain) {
                throw verifier.mistake("url", "must be http://host[:port][/path] or https://...");
            }
            if (base.toString().endsWith(path)) {
                throw verifier.mistake(
                        "url",
                        "already ends in " + path + ", which verifier.endpoint adds: leave it out, as in \""
                                + base.toString().substring(0, base.toString().length() - path.length()) + "\"");
            }
            return new URI(base + path);
        } catch (URISyntaxException e) {
            throw verifier.mistake("url", "is not a valid URL: " + e.getReason());
        }
    }

    private static Optional<Path> caFile(ConfigSection verifier) {
        var file = verifier.file("ca-file");
        try {
            if (file.isPresent()) {
                var unused = PemFile.certificates(file.get());
            }
            return file;
        } catch (PemException e) {
            throw verifier.mistake("ca-file", String.valueOf(e.getMessage()));
        }
    }

    private static FallbackStatus fallbackStatus(ConfigSection verifier) {
        if (verifier.text("fallback-status").equalsIgnoreCase("VALID")) {
            throw verifier.mistake(
                    "fallback-status",
                    "VALID would show callers as verified when no verifier answered;"
                            + " must be indeterminate, invalid or error");
        }
        return verifier.choice("fallback-status", FallbackStatus.class);
    }
}
