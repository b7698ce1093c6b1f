package org.sipverify.sip;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import org.sipverify.formats.config.ConfigSection;

/**
 * How long a bridged call lasts: parts of the section {@code sip} of the configuration.
 *
 * @param expires the interval proposed for session timers (RFC 4028), in whole seconds; zero for none
 * @param minExpires the least interval that is accepted
 * @param maxCall how long a call may last once it is answered; zero for any time
 */
public record SessionConfig(Duration expires, Duration minExpires, Duration maxCall) {
    public SessionConfig {
        if (expires.isNegative() || maxCall.isNegative() || minExpires.toSeconds() < 1) {
            throw new IllegalArgumentException("intervals must not be negative");
        }
        if (!expires.isZero() && expires.compareTo(minExpires) < 0) {
            throw new IllegalArgumentException("the interval proposed must not be below the least one");
        }
    }

    /** Reads the section {@code sip}; a mistake is a {@link ConfigException} that names its file and line. */
    public static SessionConfig from(ConfigSection sip) {
        var expires = sip.duration("session-expires", Duration.ZERO, Duration.ofDays(1));
        var least = sip.duration("min-se", Duration.ofSeconds(90), Duration.ofHours(12)); // RFC 4028 section 5
        if (!expires.isZero() && expires.compareTo(least) < 0) {
            throw sip.mistake("session-expires", "must be 0 or at least sip.min-se");
        }
        return new SessionConfig(expires, least, sip.duration("max-call-duration", Duration.ZERO, Duration.ofDays(30)));
    }

    /** Whether there are session timers. */
    public boolean hasTimer() {
        return !expires.isZero();
    }
}
