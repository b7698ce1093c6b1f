package org.sipverify.sip.sips;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.net.IpNetwork;

/**
 * Addresses that are not on the public Internet (RFC 6890 and the registries it began), and those by which clouds give out
 * credentials. A server that connects to what strangers name must not be led to them.
 */
public final class SpecialAddresses {
    /** Of networks that overlap, the smallest is named. */
    private static final Map<IpNetwork, String> NETWORKS = table("""
            0.0.0.0/8          of this network (RFC 791)
            10.0.0.0/8         private (RFC 1918)
            100.64.0.0/10      shared by a carrier's customers (RFC 6598)
            100.100.100.200/32 a cloud's metadata service
            127.0.0.0/8        of this machine (loopback)
            168.63.129.16/32   a cloud's metadata service
            169.254.0.0/16     link-local (RFC 3927)
            169.254.169.254/32 a cloud's metadata service
            172.16.0.0/12      private (RFC 1918)
            192.0.0.0/24       reserved for protocols (RFC 6890)
            192.0.0.192/32     a cloud's metadata service
            192.0.2.0/24       for documentation (RFC 5737)
            192.88.99.0/24     of 6to4 relays (RFC 7526)
            192.168.0.0/16     private (RFC 1918)
            198.18.0.0/15      for benchmarks (RFC 2544)
            198.51.100.0/24    for documentation (RFC 5737)
            203.0.113.0/24     for documentation (RFC 5737)
            224.0.0.0/4        multicast
            240.0.0.0/4        reserved (RFC 1112)
            ::/128             no address (RFC 4291)
            ::1/128            of this machine (loopback)
            fc00::/7           private (RFC 4193)
            fd00:ec2::254/128  a cloud's metadata service
            fd20:ce::254/128   a cloud's metadata service
            fe80::/10          link-local (RFC 4291)
            ff00::/8           multicast
            2001::/23          reserved for protocols (RFC 2928), Teredo among them
            2001:db8::/32      for documentation (RFC 3849)
            2002::/16          of 6to4, which has IPv4 addresses in it (RFC 7526)
            3fff::/20          for documentation (RFC 9637)
            """);

    private static final IpNetwork GLOBAL = IpNetwork.parse("2000::/3");
    private static final IpNetwork NAT64 = IpNetwork.parse("64:ff9b::/96");

    private SpecialAddresses() {}

    private static Map<IpNetwork, String> table(String lines) {
        return lines.lines()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toUnmodifiableMap(line -> IpNetwork.parse(line[0]), line -> line[1]));
    }

    /**
     * What is special about an address, such as {@code private (RFC 1918)}; empty when it is an ordinary one. An
     * IPv4-mapped address is its IPv4 address, and so is one of NAT64, which leads there.
     */
    public static Optional<String> why(IpAddress address) {
        if (NAT64.contains(address)) {
            return why(embedded(address));
        }
        var named = NETWORKS.entrySet().stream()
                .filter(entry -> entry.getKey().contains(address))
                .max(Map.Entry.comparingByKey((one, two) -> Integer.compare(one.bits(), two.bits())))
                .map(Map.Entry::getValue);
        return named.isPresent() || address.isIpv4() || GLOBAL.contains(address)
                ? named
                : Optional.of("outside the global unicast addresses (RFC 4291)");
    }

    /** The address as others write it: an IPv4 address as it stands within one of NAT64. */
    static Stream<IpAddress> forms(IpAddress address) {
        return NAT64.contains(address) ? Stream.of(address, embedded(address)) : Stream.of(address);
    }

    /** RFC 6052 section 2.2: the last four octets. */
    private static IpAddress embedded(IpAddress address) {
        return IpAddress.of(Arrays.copyOfRange(address.octets(), 12, 16));
    }
}
