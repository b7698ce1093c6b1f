package org.sipverify.sip.dns;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.transport.Transport;

/**
 * What a SIP URI says about where its requests go (RFC 3263 section 4).
 *
 * @param secure whether the scheme is sips
 * @param host a domain name or an IP address, an IPv6 one without brackets
 * @param port 1 to 65535, or 0 where the URI names none
 * @param transport null where the URI names none
 */
public record Target(
        boolean secure, String host, int port, @Nullable Transport transport) {
    private static final Pattern SHAPE = Pattern.compile("(?:(?<scheme>(?i:sips?)):)?(?:[^@\\s]*@)?"
            + "(?<host>[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?(?<parameters>(?:;[^;?\\s]+)*)");
    private static final String TRANSPORT = "transport=";

    public Target {
        if (!host.matches("[A-Za-z0-9_.:-]+") || port < 0 || port > 65535) {
            throw new IllegalArgumentException("not a host and port");
        }
        if (secure && transport == Transport.UDP) {
            throw new IllegalArgumentException("sips cannot be used over UDP");
        }
    }

    /**
     * Reads a SIP URI, ignoring its user part, or just its host and port.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Target parse(String text) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("not a host, host:port or SIP URI: " + PlainText.onOneLine(text));
        }
        var host = shape.group("host").replaceAll("[\\[\\]]", "");
        var port = shape.group("port");
        if (port != null && Integer.parseInt(port) == 0) {
            throw new IllegalArgumentException("not a port: 0");
        }
        return new Target(
                "sips".equalsIgnoreCase(shape.group("scheme")),
                host,
                port == null ? 0 : Integer.parseInt(port),
                transport(shape.group("parameters").toLowerCase(Locale.ROOT)));
    }

    private static @Nullable Transport transport(String parameters) {
        Transport found = null;
        for (var parameter : parameters.split(";", -1)) {
            if (parameter.startsWith("maddr=")) {
                throw new IllegalArgumentException("maddr is not supported");
            }
            if (parameter.startsWith(TRANSPORT)) {
                found = byToken(parameter.substring(TRANSPORT.length()));
            }
        }
        return found;
    }

    private static Transport byToken(String token) {
        return switch (token) {
            case "udp" -> Transport.UDP;
            case "tcp" -> Transport.TCP;
            case "tls" -> Transport.TLS;
            default -> throw new IllegalArgumentException("transport must be udp, tcp or tls");
        };
    }

    /** This target over a transport that its URI does not name. */
    public Target over(Transport chosen) {
        return new Target(secure, host, port, chosen);
    }

    /** The requested transport; sips means TLS whatever its parameter says (RFC 3261 section 26.2.2). */
    Optional<Transport> asked() {
        return secure && transport != null ? Optional.of(Transport.TLS) : Optional.ofNullable(transport);
    }

    /** The default of RFC 3263 section 4.1 when neither the URI nor DNS names a transport. */
    Transport usual() {
        return asked().orElse(secure ? Transport.TLS : Transport.UDP);
    }

    /** The URI of a user there. */
    public String uri(String user) {
        var shown = host.contains(":") ? "[" + host + "]" : host;
        return (secure ? "sips:" : "sip:") + user + "@" + shown + (port == 0 ? "" : ":" + port);
    }
}
