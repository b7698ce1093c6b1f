package org.sipverify.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.sip.sips.TargetRules;

/**
 * The section {@code sips-api} of the configuration.
 *
 * @param targets where probes may go
 * @param caFile the authorities that may sign a server's certificate; empty for the JDK's
 * @param invite whether calls may be placed
 * @param maxConcurrent probes at a time, of all clients
 * @param perClient how often one client may probe
 */
public record SipsApiSettings(
        TargetRules targets, Optional<Path> caFile, boolean invite, int maxConcurrent, Rate perClient) {
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_IN_A_PERIOD = 1000;

    /** So many within such a time. */
    public record Rate(int count, Duration period) {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,4}) *(?:per|/) *(second|minute|hour)");
        private static final Map<String, Duration> PERIODS =
                Map.of("second", Duration.ofSeconds(1), "minute", Duration.ofMinutes(1), "hour", Duration.ofHours(1));

        static Rate parse(String text) {
            var form = FORM.matcher(text.strip());
            int count = form.matches() ? Integer.parseInt(form.group(1)) : 0;
            if (count < 1 || count > MOST_IN_A_PERIOD) {
                throw new IllegalArgumentException(
                        "must be a rate such as \"10 per minute\" (per second, minute or hour," + " 1 to "
                                + MOST_IN_A_PERIOD + "), not \"" + text + "\"");
            }
            return new Rate(count, PERIODS.getOrDefault(form.group(2), Duration.ofMinutes(1)));
        }

        @Override
        public String toString() {
            return count + " per "
                    + (period.equals(Duration.ofSeconds(1))
                            ? "second"
                            : period.equals(Duration.ofMinutes(1)) ? "minute" : "hour");
        }
    }

    static SipsApiSettings from(ConfigSection sipsApi) {
        return new SipsApiSettings(
                TargetRules.from(sipsApi),
                sipsApi.file("ca-file"),
                sipsApi.flag("invite"),
                sipsApi.whole("max-concurrent", 1, MOST_AT_ONCE),
                sipsApi.read("per-client", Rate::parse));
    }
}
