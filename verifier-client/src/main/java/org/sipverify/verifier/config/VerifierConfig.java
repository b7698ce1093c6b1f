package org.sipverify.verifier.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import org.sipverify.verifier.text.WebUrl;

/**
 * The section {@code verifier} of the configuration; {@code reference.conf} tells what each key means.
 *
 * @param http the verifier to ask; empty when there is none and the built-in one judges
 * @param breaker when to stop asking
 * @param pinned what the built-in verifier goes by
 * @param fallbackStatus the status to show when there is no verdict
 * @param warningAs what a WARNING counts as
 */
public record VerifierConfig(
        Optional<Http> http, Breaker breaker, Pinned pinned, FallbackStatus fallbackStatus, WarningAs warningAs) {

    /** What {@code X-VVP-Status} shows when there is no verdict. VALID is not among them, on purpose. */
    public enum FallbackStatus {
        /** The default. */
        INDETERMINATE,
        /** Treats callers as refuted while the verifier is down. */
        INVALID,
        /** Tells the fault apart from a verdict; needs a consumer that knows it. */
        ERROR
    }

    /** What a WARNING (proved, but by a vetter outside its scope) counts as. */
    public enum WarningAs {
        /** The default: not proved. Nothing of the brand may be shown then. */
        INDETERMINATE,
        /** Proved. */
        VALID,
        /** An outcome of its own. */
        WARNING
    }

    /**
     * A verifier to ask.
     *
     * @param endpoint where to POST, path included
     * @param timeout for the whole exchange
     * @param apiKey the bearer token; empty when none is sent
     * @param caFile PEM certificates to trust besides the JDK's
     * @param maxResponseSize in bytes
     * @param maxConcurrent requests at once, and connections
     * @param keepAlive how long a connection may lie idle
     */
    public record Http(
            URI endpoint,
            Duration timeout,
            Secret apiKey,
            Optional<Path> caFile,
            int maxResponseSize,
            int maxConcurrent,
            Duration keepAlive) {}

    /**
     * When to stop asking.
     *
     * @param failures in a row
     * @param openFor how long not to ask then
     */
    public record Breaker(int failures, Duration openFor) {}

    /**
     * What the built-in verifier goes by.
     *
     * @param signersFile who is trusted; empty when nobody is
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
    public static VerifierConfig from(Config verifierSection) {
        var settings = new Settings(verifierSection);
        return new VerifierConfig(
                http(settings),
                new Breaker(
                        settings.number("breaker.failures", 1, 1_000_000),
                        settings.duration("breaker.open-for", INSTANT, DAY)),
                new Pinned(
                        settings.file("signers-file"),
                        settings.duration("pinned.max-iat-drift", Duration.ZERO, DAY),
                        settings.duration("pinned.max-lifetime", Duration.ofSeconds(1), DAY),
                        settings.duration("pinned.clock-skew", Duration.ZERO, DAY)),
                fallbackStatus(settings),
                settings.choice("warning-as", WarningAs.class));
    }

    /** Everything is read, so that a mistake is told even while no URL is set. */
    private static Optional<Http> http(Settings settings) {
        var endpoint = endpoint(settings);
        var timeout = settings.duration("timeout", INSTANT, MINUTES);
        var apiKey = apiKey(settings);
        var caFile = caFile(settings);
        int maxResponseSize = settings.bytes("max-response-size", 1024, 64 * 1024 * 1024);
        int maxConcurrent = settings.number("max-concurrent", 1, 1_000_000);
        var keepAlive = settings.duration("keep-alive", Duration.ofSeconds(1), Duration.ofHours(1));
        return endpoint.map(url -> new Http(url, timeout, apiKey, caFile, maxResponseSize, maxConcurrent, keepAlive));
    }

    private static Optional<URI> endpoint(Settings settings) {
        var path = settings.text("endpoint");
        if (!path.startsWith("/")) {
            throw settings.bad("endpoint", "a path that begins with / is needed");
        }
        var url = settings.text("url");
        return url.isEmpty() ? Optional.empty() : Optional.of(endpoint(settings, url, path));
    }

    private static URI endpoint(Settings settings, String url, String path) {
        try {
            var base = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            boolean plain =
                    base.getRawQuery() == null && base.getRawFragment() == null && base.getRawUserInfo() == null;
            if (!WebUrl.is(url) || base.getHost() == null || !plain) {
                throw settings.bad("url", "http://host[:port][/path] or https://... is needed");
            }
            return new URI(base + path);
        } catch (URISyntaxException e) {
            throw settings.bad("url", "not a URL: " + e.getReason());
        }
    }

    private static Secret apiKey(Settings settings) {
        var key = settings.text("api-key");
        if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw settings.bad("api-key", "only visible ASCII characters can be sent (the key is not shown here)");
        }
        return new Secret(key);
    }

    private static Optional<Path> caFile(Settings settings) {
        var file = settings.file("ca-file");
        try {
            if (file.isPresent()) {
                ExtraCa.read(file.get());
            }
            return file;
        } catch (IOException | CertificateException e) {
            throw settings.bad("ca-file", "no PEM certificates can be read from it: " + e);
        }
    }

    private static FallbackStatus fallbackStatus(Settings settings) {
        if (settings.text("fallback-status").equalsIgnoreCase("VALID")) {
            throw settings.bad(
                    "fallback-status",
                    "VALID would tell people that a caller was verified whom nobody verified;"
                            + " use indeterminate, invalid or error");
        }
        return settings.choice("fallback-status", FallbackStatus.class);
    }
}
