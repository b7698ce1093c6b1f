package org.sipverify.sip.testbed;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.AdmissionConfig;
import org.sipverify.sip.client.StandaloneClient;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.transport.TlsClient;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;

/** Limits that no ordinary test reaches. */
public final class Samples {
    /** Callers on this machine are known. */
    public static final AdmissionConfig TRUSTING = admission("allow = [\"127.0.0.0/8\", \"::1\"]");

    public static final TransportLimits LIMITS = new TransportLimits(
            new MessageSize(16 << 10, 64 << 10),
            new Backlog(2000, Duration.ofMinutes(1)),
            new Connections(1000, 1000, Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20));

    /** A server without TLS that holds as much as the default lets it. */
    public static SipConfig config(
            String host,
            int port,
            Set<Transport> transports,
            String publicHost,
            int maxCalls,
            int retryAfter,
            int maxUdpAnswer,
            TransportLimits limits,
            AdmissionConfig admission) {
        return new SipConfig(
                new SipConfig.Listening(host, port, transports, Optional.empty()),
                publicHost,
                new SipConfig.Capacity(
                        maxCalls,
                        retryAfter,
                        maxUdpAnswer,
                        1024,
                        Runtime.getRuntime().maxMemory() / 10,
                        100),
                limits,
                admission,
                List.of());
    }

    /** The same server, which answers callers on this machine at the port they sent from. */
    public static SipConfig forcingRport(SipConfig config) {
        return new SipConfig(
                config.listening(),
                config.publicHost(),
                config.capacity(),
                config.limits(),
                config.admission(),
                List.of(IpNetwork.parse("127.0.0.0/8")));
    }

    /** How a call finds its server by that DNS, without TLS. */
    public static StandaloneClient.Means means(DnsConfig dns) {
        return means(dns, Optional.empty());
    }

    public static StandaloneClient.Means means(DnsConfig dns, Optional<TlsClient> tls) {
        var locator = new Locator(dns, EnumSet.allOf(Transport.class), SipMeter.NONE);
        return new StandaloneClient.Means(locator, Duration.ofSeconds(20), LIMITS, tls);
    }

    /** The shipped settings, but for these. */
    public static AdmissionConfig admission(String settings) {
        var section = ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseResources("reference.conf").getConfig("sip.admission"));
        return AdmissionConfig.from(ConfigSection.of("sip.admission", section, Path.of("")));
    }

    private Samples() {}
}
