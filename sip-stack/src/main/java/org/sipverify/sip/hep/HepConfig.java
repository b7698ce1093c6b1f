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
 * @param captureId which agent this server is to the collector, 0 to 2^32 - 1
 * @param nodeName this server's name for people; empty when none is sent
 * @param queue messages that may wait to be sent
 * @param queueBytes bytes of the messages that may wait
 * @param lookupInterval how often the collector's name is looked up
 */
public record HepConfig(
        String host,
        int port,
        long captureId,
        Secret authKey,
        String nodeName,
        int queue,
        long queueBytes,
        Duration lookupInterval) {

    private static final Pattern NODE_NAME = Pattern.compile("[\\x21-\\x7e]{0,255}");
    private static final int LONGEST = 255;
    private static final long MOST_CAPTURE_ID = 0xffff_ffffL;

    public HepConfig {
        var numbers = port >= 1 && port <= 65_535 && captureId >= 0 && captureId <= MOST_CAPTURE_ID;
        var sizes = queue >= 1 && queueBytes >= 1 && lookupInterval.compareTo(Duration.ZERO) > 0;
        if (!numbers || !sizes || !NODE_NAME.matcher(nodeName).matches()) {
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
        var captureId = hep.whole("capture-id", 0, MOST_CAPTURE_ID);
        var authKey = hep.secret("auth-key", LONGEST);
        var nodeName = hep.read("node-name", HepConfig::nodeName);
        var queue = hep.whole("queue", 1, 1_000_000);
        var queueBytes = hep.size("queue-bytes", 64L << 10, 1L << 30);
        var interval = hep.duration("lookup-interval", Duration.ofSeconds(1), Duration.ofDays(1));
        return hep.optionalText("collector")
                .map(text -> hep.read("collector", HepConfig::collector))
                .map(to ->
                        new HepConfig(to.host(), to.port(), captureId, authKey, nodeName, queue, queueBytes, interval));
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
