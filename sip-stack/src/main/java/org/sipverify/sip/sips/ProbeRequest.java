package org.sipverify.sip.sips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.sipverify.sip.Headers;

/**
 * A request, without what belongs to one attempt.
 *
 * @param uri the Request-URI
 * @param to the value of To
 * @param headers those besides the mandatory ones
 * @param body never to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
record ProbeRequest(String method, String uri, String to, Headers headers, byte[] body) {
    private static final byte[] NOTHING = {};

    /** Without header fields and body. */
    static ProbeRequest of(String method, String uri, String to) {
        return new ProbeRequest(method, uri, to, Headers.NONE, NOTHING);
    }

    ProbeRequest with(String name, String value) {
        return new ProbeRequest(method, uri, to, headers.with(name, value), body);
    }

    ProbeRequest withBody(String type, String text) {
        return new ProbeRequest(method, uri, to, headers.with("Content-Type", type), text.getBytes(UTF_8));
    }

    /**
     * What distinguishes one attempt.
     *
     * @param via the value of Via
     * @param from the value of From
     */
    record Attempt(String via, String from, String callId, int cseq, Headers credentials) {}

    /** As it leaves. */
    byte[] bytes(Attempt attempt) {
        var fixed = Headers.NONE
                .with("Via", attempt.via())
                .with("Max-Forwards", "70")
                .with("From", attempt.from())
                .with("To", to)
                .with("Call-ID", attempt.callId())
                .with("CSeq", attempt.cseq() + " " + method);
        return message(
                method + " " + uri + " SIP/2.0",
                fixed.and(attempt.credentials()).and(headers),
                body);
    }

    /** A message of a start line, fields and body, with its length. */
    static byte[] message(String start, Headers fields, byte[] body) {
        var text = new StringBuilder(start).append("\r\n");
        for (var field :
                fields.with("Content-Length", Integer.toString(body.length)).fields()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        var head = text.append("\r\n").toString().getBytes(UTF_8);
        var message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }
}
