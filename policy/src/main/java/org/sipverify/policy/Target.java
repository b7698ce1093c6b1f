package org.sipverify.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where {@code {target}} points: a host, with a port and URI parameters where given.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535, or 0 for none
 * @param parameters empty, or as in {@code ;transport=tcp}
 */
public record Target(String host, int port, String parameters) {
    private static final Pattern SHAPE =
            Pattern.compile("(?<host>\\[[^]]*]|[^:;\\[\\]]*)(?::(?<port>[^;]*))?(?<parameters>;.*)?");
    private static final Pattern SCHEME_AND_USER = Pattern.compile("^(?:(?i:sips?):)?(?:[^@]*@)?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern NAME = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)*" + "[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?");

    /** Refuses what cannot stand after the {@code @} of a SIP URI. */
    public Target {
        if (!isHost(host)) {
            throw new IllegalArgumentException("\"" + host + "\" is not a host name or IP address");
        }
        if (port < 0 || port > 65535) {
            throw badPort(Integer.toString(port));
        }
        if (!Uri.areParameters(parameters)) {
            throw new IllegalArgumentException("\"" + parameters + "\" are not URI parameters such as ;transport=tcp");
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, or a SIP URI of which scheme and user are left out.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Target parse(String text) {
        return hostPort(SCHEME_AND_USER.matcher(text.strip()).replaceFirst(""));
    }

    /** Reads what follows the user in a SIP URI. */
    static Target hostPort(String text) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a host, host:port or sip:host:port");
        }
        var parameters = shape.group("parameters");
        return new Target(shape.group("host"), port(shape), parameters == null ? "" : parameters);
    }

    private static int port(Matcher shape) {
        var port = shape.group("port");
        if (port == null) {
            return 0;
        }
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
        if (host.startsWith("[") && host.endsWith("]")) {
            var inside = host.substring(1, host.length() - 1);
            return inside.contains(":") && Address.parse(inside).isPresent();
        }
        return NAME.matcher(host).matches()
                || (!host.contains(":") && Address.parse(host).isPresent());
    }

    /** The text put in place of {@code {target}}: {@code host[:port][;parameters]}. */
    @Override
    public String toString() {
        return host + (port == 0 ? "" : ":" + port) + parameters;
    }
}
