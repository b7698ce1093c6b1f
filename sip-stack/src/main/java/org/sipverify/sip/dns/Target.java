package org.sipverify.sip.dns;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.net.HostPort;
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
    private static final int LONGEST_PORT = 5;
    private static final String TRANSPORT = "transport=";

    public Target {
        if (host.isEmpty() || endOfHost(host, 0, ":") < host.length() || port < 0 || port > 65535) {
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
        boolean secure = text.regionMatches(true, 0, "sips:", 0, 5);
        int scheme = secure ? 5 : text.regionMatches(true, 0, "sip:", 0, 4) ? 4 : 0;
        int host = text.indexOf('@', scheme) + 1;
        host = host == 0 ? scheme : host;
        boolean isBracketed = text.startsWith("[", host);
        int end = isBracketed ? text.indexOf(']', host) + 1 : endOfHost(text, host, "");
        int port = end < text.length() && text.charAt(end) == ':' ? end + 1 : end;
        int parameters = port == end ? end : endOfPort(text, port);
        if (end <= host
                || (port > end && parameters == port)
                || breaksOff(text, scheme, host)
                || !areParameters(text, parameters)) {
            throw new IllegalArgumentException("not a host, host:port or SIP URI: " + PlainText.onOneLine(text));
        }
        return new Target(
                secure,
                isBracketed ? addressIn(text, host + 1, end - 1) : text.substring(host, end),
                port == end ? 0 : number(text.substring(port, parameters)),
                transport(text.substring(parameters)));
    }

    private static int endOfHost(String text, int from, String more) {
        int at = from;
        while (at < text.length() && isOfHost(text.charAt(at), more)) {
            at++;
        }
        return at;
    }

    private static boolean isOfHost(char c, String more) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || more.indexOf(c) >= 0);
    }

    private static String addressIn(String text, int from, int end) {
        var address = text.substring(from, end);
        if (address.isEmpty() || !address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')) {
            throw new IllegalArgumentException("not an IPv6 address: " + PlainText.onOneLine(address));
        }
        return address;
    }

    private static int endOfPort(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < LONGEST_PORT && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static int number(String port) {
        int number = Integer.parseInt(port);
        if (number == 0) {
            throw new IllegalArgumentException("not a port: 0");
        }
        return number;
    }

    /** Whether white space is in that part. */
    private static boolean breaksOff(String text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (Character.isWhitespace(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    /** Each behind a semicolon, none of them empty, and no header fields behind them. */
    private static boolean areParameters(String text, int from) {
        boolean isEmpty = from < text.length();
        if (isEmpty && text.charAt(from) != ';') {
            return false;
        }
        for (int at = from + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '?' || Character.isWhitespace(c) || (c == ';' && isEmpty)) {
                return false;
            }
            isEmpty = c == ';';
        }
        return !isEmpty;
    }

    private static @Nullable Transport transport(String parameters) {
        Transport found = null;
        if (parameters.isEmpty()) {
            return found;
        }
        for (var parameter : parameters.toLowerCase(Locale.ROOT).split(";", -1)) {
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
        return (secure ? "sips:" : "sip:") + user + "@" + HostPort.host(host) + (port == 0 ? "" : ":" + port);
    }
}
