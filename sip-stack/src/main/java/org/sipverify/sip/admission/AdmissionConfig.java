package org.sipverify.sip.admission;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Who may call, and how much: the section {@code sip.admission} of the configuration.
 *
 * @param unknown what becomes of those who are not in {@code allow}, once there is anybody in it
 * @param noAmplification whether a source that is not in {@code allow} is held to the rule of {@link AmplificationGuard}
 * @param scanners words in the User-Agent of those who only look for a way in
 */
public record AdmissionConfig(
        Networks allow,
        Networks deny,
        Unknown unknown,
        boolean noAmplification,
        List<String> scanners,
        Rates rates,
        Bans bans) {

    /** What becomes of a source that nobody vouched for. */
    enum Unknown {
        DROP,
        REJECT,
        SERVE
    }

    /**
     * How much is taken on, in requests a second; 0 is no limit.
     *
     * @param size octets of a request that counts as one; a larger one counts as several
     * @param udpShare of the total that UDP from sources outside the allow-list can take
     * @param exemptAllowed whether sources of the allow-list have no limit of their own
     * @param refusals to one source that are answered, a second
     * @param maxSources that are kept apart, for connections and for UDP each
     */
    record Rates(
            int perSource,
            int burstPerSource,
            int total,
            int burst,
            int size,
            double udpShare,
            boolean exemptAllowed,
            int refusals,
            int maxSources) {}

    /**
     * Who is not heard any more, and how long.
     *
     * @param after so many offences in the window
     * @param udp whether what comes over UDP, where a sender can forge another's address, may ban that address there
     */
    record Bans(int after, Duration window, Duration time, int most, boolean udp) {}

    public AdmissionConfig {
        scanners = List.copyOf(scanners);
    }

    /** Reads the section; a mistake is a {@link ConfigException} that names its file and line. */
    public static AdmissionConfig from(Config section) {
        return new AdmissionConfig(
                parsed(section, "allow", it -> Networks.parse(section.getStringList(it))),
                parsed(section, "deny", it -> Networks.parse(section.getStringList(it))),
                parsed(section, "unknown", it -> unknown(section.getString(it))),
                section.getBoolean("no-amplification"),
                parsed(section, "scanner-user-agents", it -> scanners(section.getStringList(it))),
                new Rates(
                        whole(section, "rate-per-source", 0, 1_000_000),
                        whole(section, "burst-per-source", 1, 10_000_000),
                        whole(section, "rate", 0, 1_000_000),
                        whole(section, "burst", 1, 10_000_000),
                        size(section, "rate-size"),
                        share(section, "udp-share"),
                        section.getBoolean("exempt-allowed"),
                        whole(section, "refusals-per-source", 1, 10_000),
                        whole(section, "max-sources", 16, 1 << 20)),
                new Bans(
                        whole(section, "ban-after", 1, 1_000_000),
                        duration(section, "ban-window"),
                        duration(section, "ban-time"),
                        whole(section, "max-bans", 1, 1_000_000),
                        section.getBoolean("ban-udp")));
    }

    private static Unknown unknown(String text) {
        return switch (text) {
            case "drop" -> Unknown.DROP;
            case "reject" -> Unknown.REJECT;
            case "serve" -> Unknown.SERVE;
            default -> throw new IllegalArgumentException("must be drop, reject or serve, not " + text);
        };
    }

    private static List<String> scanners(List<String> words) {
        if (!words.stream().allMatch(word -> word.matches("\\p{Graph}+(?: \\p{Graph}+)*+"))) {
            throw new IllegalArgumentException("must be words in ASCII, none of them empty: " + words);
        }
        return words;
    }

    private static double share(Config section, String key) {
        var value = section.getDouble(key);
        if (!(value > 0 && value <= 1)) {
            throw bad(section, key, "must be more than 0 and at most 1, not " + value);
        }
        return value;
    }

    private static int whole(Config section, String key, int least, int most) {
        var value = section.getInt(key);
        if (value < least || value > most) {
            throw bad(section, key, "must be %d to %d, not %d".formatted(least, most, value));
        }
        return value;
    }

    private static int size(Config section, String key) {
        var value = section.getBytes(key);
        if (value < 1024 || value > 1 << 20) {
            throw bad(section, key, "must be 1 KiB to 1 MiB, not " + value);
        }
        return Math.toIntExact(value);
    }

    private static Duration duration(Config section, String key) {
        var value = section.getDuration(key);
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(365)) > 0) {
            throw bad(section, key, "must be 1 ms to 365 days, not " + value);
        }
        return value;
    }

    private static <T> T parsed(Config section, String key, Function<String, T> parser) {
        try {
            return parser.apply(key);
        } catch (IllegalArgumentException e) {
            throw bad(section, key, String.valueOf(e.getMessage()));
        }
    }

    private static ConfigException bad(Config section, String key, String what) {
        return new ConfigException.BadValue(section.getValue(key).origin(), "sip.admission." + key, what);
    }
}
