package org.sipverify.sip.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.sipverify.sip.Headers;

/**
 * A request as it leaves on one flow, and the CANCEL and ACK that belong to it.
 *
 * @param branch of its Via, which identifies its transaction
 * @param cseq its number, which a challenge raises
 * @param credentials the fields that answer challenges
 */
record SentMessage(OutboundRequest request, Flow flow, String branch, int cseq, Headers credentials) {
    private static final String MAX_FORWARDS = "Max-Forwards";

    byte[] bytes() {
        var text = start(request.method(), request.ids().to());
        request.contact()
                .ifPresent(own ->
                        line(text, "Contact", own.over(flow, request.target().secure())));
        credentials.fields().forEach(field -> line(text, field.name(), field.value()));
        request.content().headers().fields().forEach(field -> line(text, field.name(), field.value()));
        if (request.content().headers().first(MAX_FORWARDS).isEmpty()) {
            line(text, MAX_FORWARDS, "70");
        }
        return end(text, request.content().body());
    }

    /** RFC 3261 section 9.1. */
    byte[] cancel(Headers reason) {
        var text = hopByHop("CANCEL", request.ids().to());
        reason.fields().forEach(field -> line(text, field.name(), field.value()));
        return end(text, new byte[0]);
    }

    /** The ACK of a response other than 2xx (RFC 3261 section 17.1.1.3). */
    byte[] ack(Response response) {
        return end(
                hopByHop(
                        "ACK",
                        response.headers().first("To").orElse(request.ids().to())),
                new byte[0]);
    }

    private StringBuilder hopByHop(String method, String to) {
        var text = start(method, to);
        request.content().headers().fields().stream()
                .filter(field -> field.name().equalsIgnoreCase("Route"))
                .forEach(field -> line(text, field.name(), field.value()));
        line(text, MAX_FORWARDS, "70");
        return text;
    }

    private StringBuilder start(String method, String to) {
        var text = new StringBuilder(method + " " + request.uri() + " SIP/2.0\r\n");
        line(text, "Via", "SIP/2.0/" + flow.transport() + " " + flow.sentBy() + ";branch=" + branch + ";rport");
        line(text, "From", request.ids().from());
        line(text, "To", to);
        line(text, "Call-ID", request.ids().callId());
        line(text, "CSeq", cseq + " " + method);
        return text;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] end(StringBuilder text, byte[] body) {
        line(text, "Content-Length", Integer.toString(body.length));
        var head = text.append("\r\n").toString().getBytes(UTF_8);
        var message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }
}
