package org.sipverify.sip.hep;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.Secret;
import org.sipverify.formats.net.HostPort;

/**
 * Where to send a copy of every SIP message: the section {@code sip.hep} of the configuration.
 *
 * @param host the collector's name or address
 * @param queue what may wait to be sent
 * @param lookupInterval how often the collector's name is looked up
 */
public record HepConfig(String host, int port, Agent agent, Queue queue, Duration lookupInterval) {

    private static final Pattern NODE_NAME = Pattern.compile("[\\x21-\\x7e]{0,255}");
    private static final int LONGEST = 255;
    private static final long MOST_CAPTURE_ID = 0xffff_ffffL;

    /**
     * Who this server is to the collector.
     *
     * @param captureId its number, 0 to 2^32 - 1
     * @param nodeName its name for people; empty when none is sent
     */
    public record Agent(long captureId, Secret authKey, String nodeName) {
        public Agent {
            if (captureId < 0
                    || captureId > MOST_CAPTURE_ID
                    || !NODE_NAME.matcher(nodeName).matches()) {
                throw new IllegalArgumentException("not a HEP agent: " + captureId + " " + nodeName);
            }
        }
    }

    /**
     * What may wait to be sent.
     *
     * @param bytes of all its messages together
     */
    public record Queue(int messages, long bytes) {
        public Queue {
            if (messages < 1 || bytes < 1) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }
    }

    public HepConfig {
        if (port < 1 || port > 65_535 || lookupInterval.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("not a HEP configuration: " + host + " " + port);
        }
    }

    /**
     * Reads the section; absent when no collector is named. Everything is read in any case, so that a mistake is reported
     * before the export is switched on.
     *
     * @throws ConfigException at a mistake; it names file and line
     */
    public static Optional<HepConfig> from(ConfigSection hep) {
        var agent = new Agent(
                hep.whole("capture-id", 0, MOST_CAPTURE_ID),
                hep.secret("auth-key", LONGEST),
                hep.read("node-name", HepConfig::nodeName));
        var queue = new Queue(hep.whole("queue", 1, 1_000_000), hep.size("queue-bytes", 64L << 10, 1L << 30));
        var interval = hep.duration("lookup-interval", Duration.ofSeconds(1), Duration.ofDays(1));
        return hep.optionalText("collector")
                .map(text -> hep.read("collector", HepConfig::collector))
                .map(to -> new HepConfig(to.host(), to.port(), agent, queue, interval));
    }

    private static HostPort collector(String text) {
        var collector = HostPort.parse(text);
        if (collector.port() == 0) {
            throw new IllegalArgumentException("must be host:port, not \"" + text + "\"");
        }
        return collector;
    }

    private static String nodeName(String name) {
        if (!NODE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("must be at most 255 visible ASCII characters");
        }
        return name;
    }
}
