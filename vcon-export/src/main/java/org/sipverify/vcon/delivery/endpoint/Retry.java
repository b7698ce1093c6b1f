package org.sipverify.vcon.delivery.endpoint;

import java.time.Duration;
import org.sipverify.formats.config.ConfigSection;

/**
 * When to try again.
 *
 * @param shortest wait, after the first failure
 * @param longest wait, after many
 * @param longestAsked most that an endpoint's own Retry-After is believed
 * @param failures in a row after which the endpoint rests, except for one vCon now and then
 */
public record Retry(Duration shortest, Duration longest, Duration longestAsked, int failures) {
    private static final int DOUBLINGS = 30;
    private static final Duration INSTANT = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);

    static Retry from(ConfigSection endpoint) {
        var shortest = endpoint.duration("retry-min", INSTANT, DAY);
        var longest = endpoint.duration("retry-max", INSTANT, DAY);
        if (longest.compareTo(shortest) < 0) {
            throw endpoint.mistake("retry-max", "is shorter than retry-min");
        }
        return new Retry(
                shortest,
                longest,
                endpoint.duration("max-retry-after", INSTANT, DAY),
                endpoint.whole("breaker-failures", 1, 1_000_000));
    }

    /**
     * The wait after this many failures: doubled with each, anywhere in its upper half so that not all come at once.
     */
    public Duration after(int attempts, double random) {
        var doubled = shortest.toMillis() << Math.min(attempts, DOUBLINGS);
        var most = doubled <= 0 ? longest.toMillis() : Math.min(longest.toMillis(), doubled);
        var least = Math.max(Math.min(shortest.toMillis(), most), most / 2);
        return Duration.ofMillis(least + (long) (random * (most - least)));
    }

    public Duration asked(Duration wish) {
        return wish.compareTo(longestAsked) > 0 ? longestAsked : wish;
    }
}
