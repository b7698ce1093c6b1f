package org.sipverify.sip.dns;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How names are looked up: the section {@code sip.dns} of the configuration.
 *
 * @param servers the DNS servers to ask, in their order; none for those of the system
 * @param timeout for everything that one request needs to be looked up
 * @param deadTime how long a hop that failed is tried last
 */
public record DnsConfig(List<InetSocketAddress> servers, Duration timeout, Duration deadTime) {
    private static final Pattern SERVER =
            Pattern.compile("(?<address>[0-9.]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");
    private static final int DNS_PORT = 53;

    public DnsConfig {
        servers = List.copyOf(servers);
    }

    /** Reads the section; a mistake is a {@link ConfigException} that names its file and line. */
    public static DnsConfig from(Config dns) {
        var servers = dns.getStringList("servers").stream()
                .map(text -> server(dns, text))
                .toList();
        return new DnsConfig(
                servers,
                duration(dns, "timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                duration(dns, "dead-time", Duration.ZERO, Duration.ofDays(1)));
    }

    private static InetSocketAddress server(Config dns, String text) {
        var shape = SERVER.matcher(text);
        var port = shape.matches() && shape.group("port") != null ? Integer.parseInt(shape.group("port")) : DNS_PORT;
        var address = shape.matches() ? Numeric.address(shape.group("address").replaceAll("[\\[\\]]", "")) : null;
        if (address == null || port < 1 || port > 65535) {
            throw bad(dns, "servers", "must be IP addresses, with a port where it is not 53: not " + text);
        }
        return new InetSocketAddress(address, port);
    }

    private static Duration duration(Config dns, String key, Duration least, Duration most) {
        var value = dns.getDuration(key);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw bad(
                    dns, key, "must be " + least.toMillis() + " ms to " + most.toMinutes() + " minutes, not " + value);
        }
        return value;
    }

    private static ConfigException bad(Config dns, String key, String what) {
        return new ConfigException.BadValue(dns.getValue(key).origin(), "sip.dns." + key, what);
    }
}
