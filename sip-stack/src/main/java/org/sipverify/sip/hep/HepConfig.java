package org.sipverify.sip.hep;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

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
        AuthKey authKey,
        String nodeName,
        int queue,
        long queueBytes,
        Duration lookupInterval) {

    private static final Pattern COLLECTOR =
            Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9._-]{1,253}):([0-9]{1,5})");
    private static final Pattern NODE_NAME = Pattern.compile("[\\x21-\\x7e]{0,255}");
    private static final long MOST_CAPTURE_ID = 0xffff_ffffL;

    public HepConfig {
        var numbers = port >= 1 && port <= 65_535 && captureId >= 0 && captureId <= MOST_CAPTURE_ID;
        var sizes = queue >= 1 && queueBytes >= 1 && lookupInterval.compareTo(Duration.ZERO) > 0;
        if (!numbers || !sizes || !NODE_NAME.matcher(nodeName).matches()) {
            throw new IllegalArgumentException("not a HEP configuration: " + host + " " + port);
        }
    }

    /**
     * Reads the section; absent when no collector is named. Everything is read in any case, so that a mistake is told
     * before the export is switched on.
     *
     * @throws ConfigException at a mistake; it names file and line
     */
    public static Optional<HepConfig> from(Config hep) {
        var captureId = whole(hep, "capture-id", 0, MOST_CAPTURE_ID);
        var authKey = authKey(hep);
        var nodeName = nodeName(hep);
        var queue = (int) whole(hep, "queue", 1, 1_000_000);
        var queueBytes = bytes(hep, "queue-bytes", 64 << 10, 1 << 30);
        var interval = interval(hep, "lookup-interval");
        return collector(hep)
                .map(to -> new HepConfig(
                        to.getHostString(), to.getPort(), captureId, authKey, nodeName, queue, queueBytes, interval));
    }

    private static Optional<InetSocketAddress> collector(Config hep) {
        var text = hep.getString("collector");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parts = COLLECTOR.matcher(text);
        if (!parts.matches() || !isPort(parts.group(2))) {
            throw bad(hep, "collector", "must be host:port, with an IPv6 address in brackets, not " + text);
        }
        return Optional.of(InetSocketAddress.createUnresolved(parts.group(1), Integer.parseInt(parts.group(2))));
    }

    private static boolean isPort(String digits) {
        var port = Integer.parseInt(digits);
        return port >= 1 && port <= 65_535;
    }

    private static AuthKey authKey(Config hep) {
        try {
            return new AuthKey(hep.getString("auth-key"));
        } catch (IllegalArgumentException e) {
            throw bad(hep, "auth-key", String.valueOf(e.getMessage()));
        }
    }

    private static String nodeName(Config hep) {
        var name = hep.getString("node-name");
        if (!NODE_NAME.matcher(name).matches()) {
            throw bad(hep, "node-name", "must be at most 255 visible ASCII characters");
        }
        return name;
    }

    private static long whole(Config hep, String key, long least, long most) {
        return within(hep, key, hep.getLong(key), least, most);
    }

    private static long bytes(Config hep, String key, long least, long most) {
        return within(hep, key, hep.getBytes(key), least, most);
    }

    private static long within(Config hep, String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw bad(hep, key, "must be %d to %d, not %d".formatted(least, most, value));
        }
        return value;
    }

    private static Duration interval(Config hep, String key) {
        var value = hep.getDuration(key);
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw bad(hep, key, "must be 1 s to 1 day, not " + value);
        }
        return value;
    }

    private static ConfigException bad(Config hep, String key, String what) {
        return new ConfigException.BadValue(hep.getValue(key).origin(), "sip.hep." + key, what);
    }
}
