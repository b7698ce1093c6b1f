package org.sipverify.sip;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.sip.admission.AdmissionConfig;
import org.sipverify.sip.tls.TlsConfig;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;

/**
 * Where to listen and how much to take on: the section {@code sip} of the configuration.
 *
 * @param publicHost the name for Via and Contact where it differs from the listening address; empty when it does not
 * @param capacity how many calls are taken on, and what they may weigh
 * @param limits how much the sockets take on
 * @param admission who may call, and how much
 * @param forceRport sources whose requests over UDP are answered at the port they came from, even without rport
 */
public record SipConfig(
        Listening listening,
        String publicHost,
        Capacity capacity,
        TransportLimits limits,
        AdmissionConfig admission,
        List<IpNetwork> forceRport) {

    /** Copies the list. */
    public SipConfig {
        forceRport = List.copyOf(forceRport);
    }

    /** With less, a message of the largest size could not be received. */
    private static final long LEAST_HELD = 4 << 20;

    /**
     * Where callers reach the server.
     *
     * @param host an address of this machine; 0.0.0.0 and :: stand for all its IPv4 addresses and all its addresses
     * @param port for UDP and TCP
     * @param tls how TLS is spoken; present where it is one of the transports
     */
    public record Listening(String host, int port, Set<Transport> transports, Optional<TlsConfig> tls) {
        public Listening {
            transports = Collections.unmodifiableSet(EnumSet.copyOf(transports)); // in a stable order
            if (port < 1 || port > 65535 || transports.contains(Transport.TLS) != tls.isPresent()) {
                throw new IllegalArgumentException("not a SIP configuration: " + transports + " " + port);
            }
        }

        /** Where this transport listens. */
        public int port(Transport transport) {
            return switch (transport) {
                case UDP, TCP -> port;
                case TLS -> tls.map(TlsConfig::port).orElseThrow();
            };
        }
    }

    /**
     * How much is taken on.
     *
     * @param maxCalls calls handled at once; the next one is answered 503
     * @param retryAfter seconds named in Retry-After of a 503
     * @param maxUdpAnswer octets of the largest response sent over UDP with its expendable headers
     * @param maxAnswerField octets of the longest header value in a response, except those passed on unchanged
     * @param maxHeld octets held for peers in total: waiting messages, transactions, and data that peers do not read
     * @param maxBridgedCalls calls bridged at once, which those handled do not include; the next one is answered 503
     */
    public record Capacity(
            int maxCalls, int retryAfter, int maxUdpAnswer, int maxAnswerField, long maxHeld, int maxBridgedCalls) {
        private static final int SHARE_OF_HEAP = 10;

        public Capacity {
            if (maxCalls < 1
                    || maxBridgedCalls < 1
                    || retryAfter < 1
                    || maxUdpAnswer < 1
                    || maxAnswerField < 1
                    || maxHeld < 1) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }

        /**
         * A tenth of the heap. The garbage collector visits and copies what is held while all threads are paused: the
         * more there is, the longer the pause.
         */
        static long shareOfHeap() {
            return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        }
    }

    /** Reads the section; a mistake is a {@link ConfigException} that names its file and line. */
    public static SipConfig from(ConfigSection sip) {
        return new SipConfig(
                listening(sip),
                sip.text("public-host"),
                capacity(sip),
                limits(sip),
                AdmissionConfig.from(sip.section("admission")),
                sip.each("force-rport", IpNetwork::parse));
    }

    private static Listening listening(ConfigSection sip) {
        var tls = TlsConfig.from(sip.section("tls"));
        return new Listening(sip.text("host"), sip.whole("port", 1, 65_535), transports(sip, tls), tls);
    }

    private static Capacity capacity(ConfigSection sip) {
        return new Capacity(
                sip.whole("max-calls", 1, 100_000),
                sip.whole("retry-after", 1, 3600),
                sip.whole("max-udp-answer", 500, 65_507),
                sip.size("max-answer-field", 128, 32 << 10),
                sip.text("max-held").equals("auto")
                        ? Capacity.shareOfHeap()
                        : sip.size("max-held", LEAST_HELD, Runtime.getRuntime().maxMemory()),
                sip.whole("max-bridged-calls", 1, 1_000_000));
    }

    private static TransportLimits limits(ConfigSection sip) {
        return new TransportLimits(
                new TransportLimits.MessageSize(
                        sip.size("max-header", 1024, 1 << 20),
                        sip.size("max-body", 1024, 1 << 20),
                        sip.whole("max-fields", 32, 10_000)),
                new TransportLimits.Backlog(sip.whole("max-waiting", 16, 1_000_000), duration(sip, "stale-after")),
                new TransportLimits.Connections(
                        sip.whole("tcp.max-connections", 1, 1_000_000),
                        sip.whole("tcp.max-connections-per-source", 1, 1_000_000),
                        duration(sip, "tcp.idle-timeout"),
                        duration(sip, "tcp.message-timeout"),
                        sip.size("tcp.write-high-water", 4096, 1 << 26)));
    }

    private static Duration duration(ConfigSection sip, String key) {
        return sip.duration(key, Duration.ofMillis(1), Duration.ofDays(1));
    }

    private static Set<Transport> transports(ConfigSection sip, Optional<TlsConfig> tls) {
        var transports =
                switch (sip.choice("transport", "udp", "tcp", "tls", "both", "all")) {
                    case "udp" -> EnumSet.of(Transport.UDP);
                    case "tcp" -> EnumSet.of(Transport.TCP);
                    case "tls" -> EnumSet.noneOf(Transport.class);
                    default -> EnumSet.of(Transport.UDP, Transport.TCP);
                };
        if (tls.isPresent()) {
            if (transports.contains(Transport.TCP) && tls.get().port() == sip.whole("port", 1, 65_535)) {
                throw sip.mistake("tls.port", "must differ from sip.port, where TCP listens");
            }
            transports.add(Transport.TLS);
        } else if (transports.isEmpty()) {
            throw sip.mistake("transport", "TLS alone needs sip.tls.enabled = true and a certificate");
        }
        return transports;
    }

    /** As in {@link Capacity}. */
    public int maxCalls() {
        return capacity.maxCalls();
    }
}
