package org.sipverify.vcon.delivery.endpoint;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A whole answer of an endpoint.
 *
 * @param body its beginning, as text
 */
public record EndpointResponse(int status, HttpHeaders headers, String body) {
    /** What an answer means for the vCon and its endpoint. */
    public enum Meaning {
        TAKEN,
        KNOWN,
        KEY_REFUSED,
        LATER,
        REFUSED
    }

    /** Redirects are not followed, so one is like a wrong key: an operator has to correct the URL. */
    public Meaning meaning() {
        return switch (status) {
            case 401, 403 -> Meaning.KEY_REFUSED;
            case 409 -> Meaning.KNOWN;
            case 408, 425, 429 -> Meaning.LATER;
            default ->
                switch (status / 100) {
                    case 2 -> Meaning.TAKEN;
                    case 3 -> Meaning.KEY_REFUSED;
                    case 4 -> Meaning.REFUSED;
                    default -> Meaning.LATER;
                };
        };
    }

    public Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After").flatMap(value -> RetryAfter.of(value, Instant.now()));
    }

    /** Whether it names the bytes that were sent, by an ETag or in its body. */
    public boolean names(byte[] sent) {
        return Digest.isNamedIn(headers.firstValue("ETag").orElse("") + " " + body, sent);
    }
}
