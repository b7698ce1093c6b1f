package org.sipverify.sip.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.CallProbe.Response;
import org.sipverify.sip.dns.Hop;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.Transport;

/** The SIP messages that a {@link CallProbe} writes and reads. */
final class ProbeMessages {
    /** The longest possible Via: the size of a request is needed before its address is known. */
    private static final Via LONGEST = new Via(Transport.UDP, "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535", 99);

    private final CallProbe call;
    private final Target target;
    private final String id;

    /**
     * The sender.
     *
     * @param sentBy the address and port of this end
     * @param attempt distinguishes the transactions of one call
     */
    record Via(Transport transport, String sentBy, int attempt) {}

    ProbeMessages(CallProbe call, Target target, String id) {
        this.call = call;
        this.target = target;
        this.id = id;
    }

    String branch(Via via) {
        return "z9hG4bK-" + id + "-" + via.attempt();
    }

    byte[] invite(Via via) {
        return request("INVITE", via, branch(via), "", call.headers());
    }

    /** Octets of the INVITE, over whichever transport it is sent. */
    int longest() {
        return invite(LONGEST).length;
    }

    /** For a 2xx it is a separate transaction (RFC 3261 section 13.2.2.4). */
    byte[] ack(Via via, Response response) {
        var branch = response.status() < 300 ? branch(via) + "-ack" : branch(via);
        return request("ACK", via, branch, tagOfTo(response), Headers.NONE);
    }

    private static String tagOfTo(Response response) {
        var to = response.headers()
                .first("To")
                .or(() -> response.headers().first("t"))
                .orElse("");
        var tag = to.indexOf(";tag=");
        return tag < 0 ? "" : to.substring(tag);
    }

    private byte[] request(String method, Via via, String branch, String toTag, Headers extra) {
        var text = new StringBuilder("""
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/%3$s %4$s;branch=%5$s;rport
                Max-Forwards: 70
                From: <%6$s:%7$s@%4$s>;tag=%8$s
                To: <%2$s>%9$s
                Call-ID: %10$s
                CSeq: 1 %1$s
                Contact: <%6$s:%7$s@%4$s>
                """.formatted(
                        method,
                        target.uri(call.to()),
                        via.transport(),
                        via.sentBy(),
                        branch,
                        target.secure() ? "sips" : "sip",
                        call.from(),
                        id.substring(0, 8),
                        toTag,
                        id));
        extra.fields().forEach(field -> text.append(field.name() + ": " + field.value() + "\n"));
        return text.append("Content-Length: 0\n\n")
                .toString()
                .replace("\n", "\r\n")
                .getBytes(UTF_8);
    }

    /** Reads a response that the guard has accepted. */
    static Response read(String text, Hop hop, List<String> failures) {
        var status = text.substring(0, text.indexOf('\r')).split(" ", 3);
        return new Response(
                Integer.parseInt(status[1]),
                status.length == 3 ? status[2] : "",
                Headers.of(text.getBytes(UTF_8)),
                hop,
                List.copyOf(failures));
    }
}
