package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/**
 * The parts of a request that every response repeats (RFC 3261 section 8.2.6.2), and nothing else. Octets are treated
 * as characters, so that they are returned unchanged.
 *
 * @param vias every Via value, topmost first; the topmost says where the request came from
 * @param to with its tag, if the request had one
 * @param timestamp repeated by 100 Trying only (RFC 3261 section 8.2.6.1); empty if the request had none
 */
public record ResponseTemplate(
        List<String> vias, String from, String to, String callId, String cseq, String timestamp) {
    private static final List<String> NAMES = List.of("Via: ", "From: ", "To: ", "Call-ID: ", "Content-Length: ");
    private static final List<String> COMPACT_NAMES = List.of("v:", "f:", "t:", "i:", "l:");
    private static final int TRYING = 100;

    public ResponseTemplate {
        vias = List.copyOf(vias);
    }

    /**
     * The response as it is sent.
     *
     * @param toTag for a To that has no tag, which 100 Trying leaves as it is
     * @param fields more header fields, each {@code Name: value}
     * @throws IllegalArgumentException when the reason or a field would break its line
     */
    public byte[] write(int status, String reason, String toTag, List<String> fields) {
        return write(NAMES, status, reason, toTag, fields, 0);
    }

    /** The same with a body, whose type is one of the fields. */
    public byte[] write(int status, String reason, String toTag, List<String> fields, byte[] body) {
        var head = write(NAMES, status, reason, toTag, fields, body.length);
        var message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }

    /** The same with the shortest field names (RFC 3261 section 7.3.3). */
    byte[] writeCompact(int status, String reason, String toTag, List<String> fields) {
        return write(COMPACT_NAMES, status, reason, toTag, fields, 0);
    }

    private byte[] write(List<String> names, int status, String reason, String toTag, List<String> fields, int length) {
        var text = new StringBuilder(512);
        line(text, "SIP/2.0 ", status + " " + octets(reason));
        vias.forEach(via -> line(text, names.get(0), via));
        line(text, names.get(1), from);
        line(text, names.get(2), status == TRYING || isTagged() ? to : to + ";tag=" + toTag);
        line(text, names.get(3), callId);
        line(text, "CSeq: ", cseq);
        if (status == TRYING && !timestamp.isEmpty()) {
            line(text, "Timestamp: ", timestamp);
        }
        fields.forEach(field -> line(text, "", octets(field)));
        line(text, names.get(4), Integer.toString(length));
        return text.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    private boolean isTagged() {
        return Params.of(to, 0).value("tag").isPresent();
    }

    private static String octets(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static void line(StringBuilder text, String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not one line");
        }
        text.append(name).append(value).append("\r\n");
    }

    /** The size of what is kept here, in octets. */
    public int octets() {
        return vias.stream().mapToInt(String::length).sum()
                + from.length()
                + to.length()
                + callId.length()
                + cseq.length()
                + timestamp.length();
    }
}
