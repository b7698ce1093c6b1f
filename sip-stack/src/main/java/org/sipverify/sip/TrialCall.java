package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;

/**
 * A call placed to try a server out: one INVITE, retransmitted over UDP as RFC 3261 section 17.1.1 says, its final
 * response, and the ACK. It has no media and goes no further.
 *
 * @param from the caller's telephone number or user name
 * @param to the called one
 * @param headers what the INVITE carries besides the fields every INVITE has
 */
public record TrialCall(String from, String to, Headers headers) {
    /** The final response: its status line and header fields as received. */
    public record Response(int status, String reason, Headers headers) {}

    /**
     * Places the call.
     *
     * @throws IOException when the server cannot be reached or gives no final response in time
     */
    public Response place(InetSocketAddress server, Transport transport, Duration limit) throws IOException {
        try (var wire = TrialWire.open(server, transport)) {
            var dialogue = new Dialogue(server, transport, wire.local());
            var deadline = System.nanoTime() + limit.toNanos();
            var answer = wire.exchange(dialogue.request("INVITE", "", headers), deadline);
            var response = read(answer);
            wire.send(dialogue.request("ACK", tagOfTo(response), Headers.NONE));
            return response;
        }
    }

    private static Response read(String text) throws IOException {
        var lines = text.split("\r\n", -1);
        var status = lines[0].split(" ", 3);
        if (status.length < 2 || !status[1].matches("[3-6][0-9]{2}|2[0-9]{2}")) {
            throw new IOException("not a SIP response: " + lines[0]);
        }
        var headers = Headers.NONE;
        for (var i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            var colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers = headers.with(
                        lines[i].substring(0, colon).strip(),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return new Response(Integer.parseInt(status[1]), status.length == 3 ? status[2] : "", headers);
    }

    private static String tagOfTo(Response response) {
        var to = response.headers().first("To").orElse("");
        var tag = to.indexOf(";tag=");
        return tag < 0 ? "" : to.substring(tag);
    }

    /** What INVITE and ACK have in common. */
    private final class Dialogue {
        private final InetSocketAddress server;
        private final Transport transport;
        private final InetSocketAddress local;
        private final String id = UUID.randomUUID().toString();

        Dialogue(InetSocketAddress server, Transport transport, InetSocketAddress local) {
            this.server = server;
            this.transport = transport;
            this.local = local;
        }

        byte[] request(String method, String toTag, Headers extra) {
            var here = HostPort.of(local);
            var there = HostPort.of(server);
            var text = new StringBuilder(
                    """
                    %1$s sip:%2$s@%3$s SIP/2.0
                    Via: SIP/2.0/%4$s %5$s;branch=z9hG4bK-%6$s;rport
                    Max-Forwards: 70
                    From: <sip:%7$s@%5$s>;tag=%8$s
                    To: <sip:%2$s@%3$s>%9$s
                    Call-ID: %6$s
                    CSeq: 1 %1$s
                    Contact: <sip:%7$s@%5$s>
                    """.formatted(method, to, there, transport, here, id, from, id.substring(0, 8), toTag));
            extra.fields().forEach(field -> text.append(field.name() + ": " + field.value() + "\n"));
            return text.append("Content-Length: 0\n\n")
                    .toString()
                    .replace("\n", "\r\n")
                    .getBytes(UTF_8);
        }
    }
}
