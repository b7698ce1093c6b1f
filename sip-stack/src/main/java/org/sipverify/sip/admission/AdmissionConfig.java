package org.sipverify.sip.admission;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpNetwork;

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
    public static AdmissionConfig from(ConfigSection section) {
        return new AdmissionConfig(
                new Networks(section.each("allow", IpNetwork::parse)),
                new Networks(section.each("deny", IpNetwork::parse)),
                section.choice("unknown", Unknown.class),
                section.flag("no-amplification"),
                section.each("scanner-user-agents", AdmissionConfig::scanner),
                new Rates(
                        section.whole("rate-per-source", 0, 1_000_000),
                        section.whole("burst-per-source", 1, 10_000_000),
                        section.whole("rate", 0, 1_000_000),
                        section.whole("burst", 1, 10_000_000),
                        section.size("rate-size", 1024, 1 << 20),
                        section.fraction("udp-share"),
                        section.flag("exempt-allowed"),
                        section.whole("refusals-per-source", 1, 10_000),
                        section.whole("max-sources", 16, 1 << 20)),
                new Bans(
                        section.whole("ban-after", 1, 1_000_000),
                        duration(section, "ban-window"),
                        duration(section, "ban-time"),
                        section.whole("max-bans", 1, 1_000_000),
                        section.flag("ban-udp")));
    }

    private static String scanner(String words) {
        if (!words.matches("\\p{Graph}+(?: \\p{Graph}+)*+")) {
            throw new IllegalArgumentException("must be words in ASCII, not \"" + words + "\"");
        }
        return words;
    }

    private static Duration duration(ConfigSection section, String key) {
        return section.duration(key, Duration.ofMillis(1), Duration.ofDays(365));
    }
}
