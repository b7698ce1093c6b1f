package org.sipverify.sip;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.sipverify.sip.admission.AdmissionConfig;
import org.sipverify.sip.transport.TransportLimits;

/**
 * Where to listen and how much to take on: the section {@code sip} of the configuration.
 *
 * @param host an address of this machine; 0.0.0.0 and :: stand for all its IPv4 addresses and all its addresses
 * @param publicHost the name for Via and Contact where it differs from the listening address; empty when it does not
 * @param maxCalls calls handled at once; the next one is answered 503
 * @param retryAfter seconds named in Retry-After of a 503
 * @param maxUdpAnswer bytes of the largest answer sent over UDP with its expendable headers
 * @param limits how much the wires take on
 * @param admission who may call, and how much
 */
public record SipConfig(
        String host,
        int port,
        Set<Transport> transports,
        String publicHost,
        int maxCalls,
        int retryAfter,
        int maxUdpAnswer,
        TransportLimits limits,
        AdmissionConfig admission) {

    public SipConfig {
        transports = Collections.unmodifiableSet(EnumSet.copyOf(transports)); // in a stable order
        if (port < 1 || port > 65535 || maxCalls < 1 || retryAfter < 1 || maxUdpAnswer < 1) {
            throw new IllegalArgumentException("not a SIP configuration: " + transports + " " + port);
        }
    }

    /** Reads the section; a mistake is a {@link ConfigException} that names its file and line. */
    public static SipConfig from(Config sip) {
        if (sip.getBoolean("tls.enabled")) {
            throw bad(sip, "tls.enabled", "TLS is not available in this version: set it to false and use udp or tcp");
        }
        return new SipConfig(
                sip.getString("host"),
                whole(sip, "port", 1, 65535),
                transports(sip),
                sip.getString("public-host"),
                whole(sip, "max-calls", 1, 100_000),
                whole(sip, "retry-after", 1, 3600),
                whole(sip, "max-udp-answer", 500, 65_507),
                limits(sip),
                AdmissionConfig.from(sip.getConfig("admission")));
    }

    private static TransportLimits limits(Config sip) {
        return new TransportLimits(
                bytes(sip, "max-header", 1024, 1 << 20),
                bytes(sip, "max-body", 1024, 1 << 20),
                whole(sip, "max-waiting", 16, 1_000_000),
                whole(sip, "tcp.max-connections", 1, 1_000_000),
                whole(sip, "tcp.max-connections-per-source", 1, 1_000_000),
                duration(sip, "tcp.idle-timeout"),
                duration(sip, "tcp.message-timeout"),
                bytes(sip, "tcp.write-high-water", 4096, 1 << 26));
    }

    private static int bytes(Config sip, String key, int least, int most) {
        var value = sip.getBytes(key);
        if (value < least || value > most) {
            throw bad(sip, key, "must be %d to %d bytes, not %d".formatted(least, most, value));
        }
        return value.intValue();
    }

    private static Duration duration(Config sip, String key) {
        var value = sip.getDuration(key);
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw bad(sip, key, "must be 1 ms to 1 day, not " + value);
        }
        return value;
    }

    private static int whole(Config sip, String key, int least, int most) {
        var value = sip.getInt(key);
        if (value < least || value > most) {
            throw bad(sip, key, "must be %d to %d, not %d".formatted(least, most, value));
        }
        return value;
    }

    private static Set<Transport> transports(Config sip) {
        return switch (sip.getString("transport").toLowerCase(Locale.ROOT)) {
            case "udp" -> EnumSet.of(Transport.UDP);
            case "tcp" -> EnumSet.of(Transport.TCP);
            case "both", "all" -> EnumSet.of(Transport.UDP, Transport.TCP);
            default -> throw bad(sip, "transport", "must be udp, tcp, both or all");
        };
    }

    private static ConfigException bad(Config sip, String key, String what) {
        return new ConfigException.BadValue(sip.getValue(key).origin(), "sip." + key, what);
    }
}
