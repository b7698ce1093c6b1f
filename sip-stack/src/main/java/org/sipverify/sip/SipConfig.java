package org.sipverify.sip;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sipverify.sip.admission.AdmissionConfig;
import org.sipverify.sip.tls.TlsConfig;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;

/**
 * Where to listen and how much to take on: the section {@code sip} of the configuration.
 *
 * @param host an address of this machine; 0.0.0.0 and :: stand for all its IPv4 addresses and all its addresses
 * @param publicHost the name for Via and Contact where it differs from the listening address; empty when it does not
 * @param capacity how many calls are taken on, and what they may weigh
 * @param limits how much the wires take on
 * @param admission who may call, and how much
 * @param tls how TLS is spoken; present where it is one of the transports
 */
public record SipConfig(
        String host,
        int port,
        Set<Transport> transports,
        String publicHost,
        Capacity capacity,
        TransportLimits limits,
        AdmissionConfig admission,
        Optional<TlsConfig> tls) {

    /** With less, a message of the largest size could not be taken in. */
    private static final long LEAST_HELD = 4 << 20;

    /**
     * How much is taken on.
     *
     * @param maxCalls calls handled at once; the next one is answered 503
     * @param retryAfter seconds named in Retry-After of a 503
     * @param maxUdpAnswer octets of the largest answer sent over UDP with its expendable headers
     * @param maxAnswerField octets of the longest header value in an answer, those that are passed on aside
     * @param maxHeld octets held for others in all: messages that wait, transactions, what peers do not read
     */
    public record Capacity(int maxCalls, int retryAfter, int maxUdpAnswer, int maxAnswerField, long maxHeld) {
        private static final int SHARE_OF_HEAP = 10;

        public Capacity {
            if (maxCalls < 1 || retryAfter < 1 || maxUdpAnswer < 1 || maxAnswerField < 1 || maxHeld < 1) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }

        /**
         * A tenth of the heap. What is held must be looked at and copied by the garbage collector, while everybody waits: the
         * more of it, the longer.
         */
        static long shareOfHeap() {
            return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        }
    }

    public SipConfig {
        transports = Collections.unmodifiableSet(EnumSet.copyOf(transports)); // in a stable order
        if (port < 1 || port > 65535 || transports.contains(Transport.TLS) != tls.isPresent()) {
            throw new IllegalArgumentException("not a SIP configuration: " + transports + " " + port);
        }
    }

    /**
     * Reads the section; a mistake is a {@link ConfigException} that names its file and line.
     *
     * @param home the directory that relative paths start from
     */
    public static SipConfig from(Config sip, Path home) {
        var tls = TlsConfig.from(sip.getConfig("tls"), home);
        return new SipConfig(
                sip.getString("host"),
                whole(sip, "port", 1, 65535),
                transports(sip, tls),
                sip.getString("public-host"),
                capacity(sip),
                limits(sip),
                AdmissionConfig.from(sip.getConfig("admission")),
                tls);
    }

    private static Capacity capacity(Config sip) {
        return new Capacity(
                whole(sip, "max-calls", 1, 100_000),
                whole(sip, "retry-after", 1, 3600),
                whole(sip, "max-udp-answer", 500, 65_507),
                bytes(sip, "max-answer-field", 128, 32 << 10),
                maxHeld(sip));
    }

    private static long maxHeld(Config sip) {
        if (sip.getString("max-held").equals("auto")) {
            return Capacity.shareOfHeap();
        }
        var value = sip.getBytes("max-held");
        if (value < LEAST_HELD || value > Runtime.getRuntime().maxMemory()) {
            throw bad(
                    sip,
                    "max-held",
                    "must be auto, or %d bytes to the size of the heap, which is %d bytes, not %d"
                            .formatted(LEAST_HELD, Runtime.getRuntime().maxMemory(), value));
        }
        return value;
    }

    private static TransportLimits limits(Config sip) {
        return new TransportLimits(
                bytes(sip, "max-header", 1024, 1 << 20),
                bytes(sip, "max-body", 1024, 1 << 20),
                whole(sip, "max-waiting", 16, 1_000_000),
                duration(sip, "stale-after"),
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

    private static Set<Transport> transports(Config sip, Optional<TlsConfig> tls) {
        var transports =
                switch (sip.getString("transport").toLowerCase(Locale.ROOT)) {
                    case "udp" -> EnumSet.of(Transport.UDP);
                    case "tcp" -> EnumSet.of(Transport.TCP);
                    case "both", "all" -> EnumSet.of(Transport.UDP, Transport.TCP);
                    case "tls" -> EnumSet.noneOf(Transport.class);
                    default -> throw bad(sip, "transport", "must be udp, tcp, tls, both or all");
                };
        if (tls.isPresent()) {
            if (transports.contains(Transport.TCP) && tls.get().port() == sip.getInt("port")) {
                throw bad(sip, "tls.port", "is sip.port already, where TCP listens: TLS needs one of its own");
            }
            transports.add(Transport.TLS);
        } else if (transports.isEmpty()) {
            throw bad(sip, "transport", "TLS alone needs sip.tls.enabled = true and a certificate");
        }
        return transports;
    }

    /** As in {@link Capacity}. */
    public int maxCalls() {
        return capacity.maxCalls();
    }

    /** Where this transport listens. */
    public int port(Transport transport) {
        return switch (transport) {
            case UDP, TCP -> port;
            case TLS -> tls.map(TlsConfig::port).orElseThrow();
        };
    }

    private static ConfigException bad(Config sip, String key, String what) {
        return new ConfigException.BadValue(sip.getValue(key).origin(), "sip." + key, what);
    }
}
