package org.sipverify.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * The answer to GET /health: {@code healthy} and {@code degraded} with 200, {@code draining} with 503.
 *
 * @param problems what is wrong while it is degraded, a sentence each
 * @param targets those of bridged calls, where they are probed. None of them changes the status: it is about this
 *     server, which a restart would not help to reach them
 */
public record Health(
        String status,
        @JsonProperty("verifier_url") String verifierUrl,
        @JsonProperty("uptime_seconds") long uptimeSeconds,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> problems,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Target> targets) {
    private static final String DRAINING = "draining";

    /**
     * A target of bridged calls.
     *
     * @param state up, down or unknown
     * @param reason why its last probe failed; empty if it did not
     */
    public record Target(
            String target,
            String state,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {}

    /** Keeps its own lists. */
    public Health {
        problems = List.copyOf(problems);
        targets = List.copyOf(targets);
    }

    /** Without targets. */
    public Health(String status, String verifierUrl, long uptimeSeconds, List<String> problems) {
        this(status, verifierUrl, uptimeSeconds, problems, List.of());
    }

    /** The same with these targets. */
    public Health with(List<Target> those) {
        return new Health(status, verifierUrl, uptimeSeconds, problems, those);
    }

    /** What a server says of itself. */
    public static Health of(boolean draining, String verifierUrl, Duration uptime, List<String> problems) {
        var status = draining ? DRAINING : problems.isEmpty() ? "healthy" : "degraded";
        return new Health(status, verifierUrl, uptime.toSeconds(), problems);
    }

    /** The HTTP status. */
    public int code() {
        return status.equals(DRAINING) ? 503 : 200;
    }
}
