package org.sipverify.formats.net;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host with an optional port, as in the hostport of RFC 3261 section 25.1.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535, or 0 for none
 */
public record HostPort(String host, int port) {
    private static final Pattern SHAPE = Pattern.compile("(?<host>\\[[^]]*]|[^:\\[\\]]*)(?::(?<port>.*))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /** Resolvers accept names with underscores, although RFC 1123 does not. */
    private static final Pattern NAME =
            Pattern.compile("(?=.*[A-Za-z_-])[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*\\.?");

    private static final int LONGEST_NAME = 253;

    /** Rejects what is not a host or not a port. */
    public HostPort {
        if (!isHost(host)) {
            throw new IllegalArgumentException("\"" + host + "\" is not a host name or IP address");
        }
        if (port < 0 || port > 65_535) {
            throw badPort(Integer.toString(port));
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [2001:db8::1]} or {@code [2001:db8::1]:port}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static HostPort parse(String text) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a host or host:port");
        }
        return new HostPort(shape.group("host"), shape.group("port") == null ? 0 : port(shape.group("port")));
    }

    private static int port(String port) {
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) == 0) {
            throw badPort(port);
        }
        return Integer.parseInt(port);
    }

    private static IllegalArgumentException badPort(String port) {
        return new IllegalArgumentException("port \"" + port + "\" is not a number from 1 to 65535"
                + (port.contains(":") ? "; put an IPv6 address in brackets" : ""));
    }

    private static boolean isHost(String host) {
        return (host.length() <= LONGEST_NAME && NAME.matcher(host).matches())
                || literal(host).isPresent();
    }

    private static Optional<IpAddress> literal(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return IpAddress.parse(host.substring(1, host.length() - 1)).filter(it -> host.contains(":"));
        }
        return host.contains(":") ? Optional.empty() : IpAddress.parse(host);
    }

    /** The host as an address; empty when it is a name. */
    public Optional<IpAddress> address() {
        return literal(host);
    }

    /** The port, or another one where there is none. */
    public int portOr(int otherwise) {
        return port == 0 ? otherwise : port;
    }

    /** An address and a port as text: an IPv6 address gets its brackets. */
    public static String text(String address, int port) {
        return host(address) + ":" + port;
    }

    /** A name or an address as the host of a URI: an IPv6 address gets its brackets. */
    public static String host(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return port == 0 ? host : host + ":" + port;
    }
}
