package org.sipverify.sip.admission;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpNetwork;

/**
 * Who may call, and how much: the section {@code sip.admission} of the configuration.
 *
 * @param noAmplification whether {@link AmplificationGuard} applies to sources that are not in {@code allow}
 * @param scanners words in the User-Agent of tools that only probe for a way in
 */
public record AdmissionConfig(Access access, boolean noAmplification, List<String> scanners, Rates rates, Bans bans) {

    /** What happens to a source that is not in the allow-list. */
    enum Unknown {
        DROP,
        REJECT,
        SERVE
    }

    /**
     * Which sources may call.
     *
     * @param unknown what happens to sources that are not in {@code allow}, once it names any
     */
    record Access(Networks allow, Networks deny, Unknown unknown) {}

    /**
     * How much is accepted.
     *
     * @param size octets of a request that counts as one; a larger one counts as several
     */
    record Rates(PerSource perSource, Total total, int size) {}

    /**
     * What one source may send.
     *
     * @param rate requests a second; 0 is no limit
     * @param refusals that are sent to it, a second
     * @param exemptAllowed whether sources of the allow-list have no limit of their own
     * @param maxSources that are kept apart, for connections and for UDP each
     */
    record PerSource(int rate, int burst, int refusals, boolean exemptAllowed, int maxSources) {}

    /**
     * What all sources together may send.
     *
     * @param rate requests a second; 0 is no limit
     * @param udpShare of it that UDP from sources outside the allow-list can take
     */
    record Total(int rate, int burst, double udpShare) {}

    /**
     * When a source is banned, and for how long.
     *
     * @param after offences within the window
     * @param udp whether messages over UDP, where a sender can forge its address, may ban that address over UDP
     */
    record Bans(int after, Duration window, Duration time, int most, boolean udp) {}

    public AdmissionConfig {
        scanners = List.copyOf(scanners);
    }

    /** Reads the section; a mistake is a {@link ConfigException} that names its file and line. */
    public static AdmissionConfig from(ConfigSection section) {
        return new AdmissionConfig(
                new Access(
                        new Networks(section.each("allow", IpNetwork::parse)),
                        new Networks(section.each("deny", IpNetwork::parse)),
                        section.choice("unknown", Unknown.class)),
                section.flag("no-amplification"),
                section.each("scanner-user-agents", AdmissionConfig::scanner),
                new Rates(
                        new PerSource(
                                section.whole("rate-per-source", 0, 1_000_000),
                                section.whole("burst-per-source", 1, 10_000_000),
                                section.whole("refusals-per-source", 1, 10_000),
                                section.flag("exempt-allowed"),
                                section.whole("max-sources", 16, 1 << 20)),
                        new Total(
                                section.whole("rate", 0, 1_000_000),
                                section.whole("burst", 1, 10_000_000),
                                section.fraction("udp-share")),
                        section.size("rate-size", 1024, 1 << 20)),
                new Bans(
                        section.whole("ban-after", 1, 1_000_000),
                        duration(section, "ban-window"),
                        duration(section, "ban-time"),
                        section.whole("max-bans", 1, 1_000_000),
                        section.flag("ban-udp")));
    }

    /** Whether sources that the operator has not named may call. */
    public boolean isOpen() {
        return access.allow().isEmpty() || access.unknown() == Unknown.SERVE;
    }

    /** Who may call, in a few words for the log. */
    public String summary() {
        int networks = access.allow().all().size();
        if (networks == 0) {
            return "open to everybody";
        }
        var named = networks == 1 ? "1 network" : networks + " networks";
        return switch (access.unknown()) {
            case DROP -> "open to " + named + ", others are dropped";
            case REJECT -> "open to " + named + ", others are rejected";
            case SERVE -> "open to everybody, with precedence for " + named;
        };
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
