package org.sipverify.sip.guard;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * One value of a Via header field (RFC 3261 section 20.42), of whatever SIP version.
 *
 * @param sentBy host and port as received
 */
record Via(String transport, String sentBy, Params value) {
    /** Of SIP over UDP. */
    private static final int DEFAULT_PORT = 5060;

    private static final int LAST_PORT = 65_535;

    /** Empty if the value lacks protocol, transport or sent-by. */
    static Optional<Via> of(Params value) {
        var head = value.head();
        int version = head.indexOf('/') + 1;
        int transport = head.indexOf('/', version) + 1;
        if (version == 0 || transport == 0 || !value.closed()) {
            return Optional.empty();
        }
        var rest = head.substring(transport).strip();
        int blank = firstBlank(rest);
        return blank <= 0
                ? Optional.empty()
                : Optional.of(
                        new Via(rest.substring(0, blank), rest.substring(blank).strip(), value));
    }

    /** Also empty if it is not a token: JAIN-SIP would use the part of it that is one. */
    Optional<String> branch() {
        return value.value("branch").filter(Octets::isToken);
    }

    /**
     * The value for the response: with the address the request came from, unless it already has that address and does
     * not ask for rport (RFC 3261 section 18.2.1, RFC 3581 section 4).
     */
    String answeredTo(InetSocketAddress source) {
        var address = address(source);
        boolean isKnown =
                sentBy.equals(address) || sentBy.startsWith(address + ":") || sentBy.startsWith("[" + address + "]");
        var text = new StringJoiner(";");
        text.add(value.head());
        for (var param : value.all()) {
            var name = Params.nameOf(param);
            if (name.equalsIgnoreCase("rport")) {
                text.add("rport=" + source.getPort());
                isKnown = false;
            } else if (!name.isEmpty() && !name.equalsIgnoreCase("received")) {
                text.add(param);
            }
        }
        return isKnown ? text.toString() : text.add("received=" + address).toString();
    }

    /**
     * The port for responses over UDP: that of sent-by (RFC 3261 section 18.2.2). Empty where the port that the request
     * came from takes its place: with rport (RFC 3581 section 4), or when sent-by has none that can be sent to.
     */
    OptionalInt replyPort() {
        return value.value("rport").isPresent() ? OptionalInt.empty() : port(sentBy);
    }

    /** An IPv6 address that lacks its brackets has no port. */
    private static OptionalInt port(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        boolean inAddress =
                colon < hostPort.lastIndexOf(']') || (colon > hostPort.indexOf(':') && !hostPort.startsWith("["));
        if (colon < 0 || inAddress) {
            return OptionalInt.of(DEFAULT_PORT);
        }
        var digits = hostPort.substring(colon + 1).strip();
        int port = digits.length() <= 5 ? number(digits) : 0;
        return port >= 1 && port <= LAST_PORT ? OptionalInt.of(port) : OptionalInt.empty();
    }

    /** 0 for what is not a number. */
    private static int number(String digits) {
        int number = 0;
        for (int at = 0; at < digits.length(); at++) {
            char c = digits.charAt(at);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    /** RFC 3261 section 25.1 writes an IPv6 address here without brackets. */
    private static String address(InetSocketAddress source) {
        var address = source.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /** As received, except for empty parameters. */
    String verbatim() {
        var text = new StringJoiner(";");
        text.add(value.head());
        value.all().stream().filter(param -> !param.isEmpty()).forEach(text::add);
        return text.toString();
    }

    private static int firstBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                return i;
            }
        }
        return -1;
    }
}
