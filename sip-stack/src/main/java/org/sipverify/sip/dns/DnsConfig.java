package org.sipverify.sip.dns;

import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.HostPort;

/**
 * How names are looked up: the section {@code sip.dns} of the configuration.
 *
 * @param servers the DNS servers to ask, in order; empty for the system's
 * @param timeout for all lookups of one request
 * @param deadTime how long a hop that failed is tried last
 */
public record DnsConfig(List<InetSocketAddress> servers, Duration timeout, Duration deadTime) {
    private static final int DNS_PORT = 53;

    public DnsConfig {
        servers = List.copyOf(servers);
    }

    /** Reads the section; a mistake is a {@link ConfigException} that names its file and line. */
    public static DnsConfig from(ConfigSection dns) {
        return new DnsConfig(
                dns.each("servers", DnsConfig::server),
                dns.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                dns.duration("dead-time", Duration.ZERO, Duration.ofDays(1)));
    }

    private static InetSocketAddress server(String text) {
        var server = HostPort.parse(text);
        var address = server.address()
                .orElseThrow(() ->
                        new IllegalArgumentException("\"" + text + "\" is not an IP address, with or without a port"));
        return new InetSocketAddress(Literals.address(address), server.portOr(DNS_PORT));
    }
}
