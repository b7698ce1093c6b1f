package org.sipverify.policy;

import java.util.regex.Pattern;
import org.sipverify.formats.net.HostPort;

/**
 * Where {@code {target}} points: a host, with a port and URI parameters where given.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535, or 0 for none
 * @param parameters empty, or as in {@code ;transport=tcp}
 */
public record Target(String host, int port, String parameters) {
    private static final Pattern SCHEME_AND_USER = Pattern.compile("^(?:(?i:sips?):)?(?:[^@]*@)?");

    /** As RFC 3261 section 25.1 has a hostname: no underscores, and the last label begins with a letter. */
    private static final Pattern NAME = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)*" + "[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?");

    /** Rejects what is not allowed after the {@code @} of a SIP URI. */
    public Target {
        if (new HostPort(host, port).address().isEmpty() && !NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("\"" + host + "\" is not a host name or IP address");
        }
        if (!Uri.areParameters(parameters)) {
            throw new IllegalArgumentException("\"" + parameters + "\" are not URI parameters such as ;transport=tcp");
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, or a SIP URI whose scheme and user are ignored.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Target parse(String text) {
        var uri = text.strip();
        Uri.refuseSlashes(uri);
        return hostPort(SCHEME_AND_USER.matcher(uri).replaceFirst(""));
    }

    /** Reads what follows the user in a SIP URI. */
    static Target hostPort(String text) {
        int end = text.indexOf(';');
        var hostPort = HostPort.parse(end < 0 ? text : text.substring(0, end));
        return new Target(hostPort.host(), hostPort.port(), end < 0 ? "" : text.substring(end));
    }

    /** The text put in place of {@code {target}}: {@code host[:port][;parameters]}. */
    @Override
    public String toString() {
        return new HostPort(host, port) + parameters;
    }
}
