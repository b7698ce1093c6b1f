package org.sipverify.sip.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.StringJoiner;

/** One value of a Via header field (RFC 3261 section 20.42), of whatever SIP version. */
record Via(String transport, Params value) {

    /** Nothing if the value has no protocol, transport and sent-by. */
    static Optional<Via> of(Params value) {
        var head = value.head();
        int version = head.indexOf('/') + 1;
        int transport = head.indexOf('/', version) + 1;
        if (version == 0 || transport == 0 || !value.closed()) {
            return Optional.empty();
        }
        var rest = head.substring(transport).strip();
        int blank = firstBlank(rest);
        return blank <= 0 ? Optional.empty() : Optional.of(new Via(rest.substring(0, blank), value));
    }

    /** Absent too if it is no token: JAIN-SIP takes the part of it that is one. */
    Optional<String> branch() {
        return value.value("branch").filter(Octets::isToken);
    }

    /** As it goes back: where the request came from takes the place of what it claimed (RFC 3581 section 4). */
    String answeredTo(InetSocketAddress source) {
        var text = new StringJoiner(";");
        text.add(value.head());
        for (var param : value.all()) {
            var name = Params.nameOf(param);
            if (name.equalsIgnoreCase("rport")) {
                text.add("rport=" + source.getPort());
            } else if (!name.isEmpty() && !name.equalsIgnoreCase("received")) {
                text.add(param);
            }
        }
        // RFC 3261 section 25.1 writes an IPv6 address here without brackets.
        var address = source.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        return text.add("received=" + (zone < 0 ? address : address.substring(0, zone)))
                .toString();
    }

    /** As it was, save empty parameters. */
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
