package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sipverify.vcon.call.Secret;
import org.sipverify.vcon.sip.Field;
import org.sipverify.vcon.sip.Params;
import org.sipverify.vcon.sip.SipText;

/**
 * Hides the secrets of message bodies where they stand. SDP and SIP fragments are kept but for their keys, multiparts are
 * taken apart, and of everything else, encoded bodies included, only the length is left.
 */
final class Bodies {
    private static final int DEEPEST = 4;
    private static final Set<String> PLAIN = Set.of("", "7bit", "8bit", "binary");

    private final byte[] octets;
    private final Set<Secret> removed;

    Bodies(byte[] octets, Set<Secret> removed) {
        this.octets = octets;
        this.removed = removed;
    }

    /** Hides the secrets of a body that these header fields describe. */
    void scrub(List<Field> fields, int from, int to) {
        scrub(fields, from, to, 0);
    }

    private void scrub(List<Field> fields, int from, int to, int depth) {
        if (isEncoded(fields)) {
            Masked.all(octets, from, to, Secret.ENCODED_BODY, removed);
            return;
        }
        var contentType = value(fields, "Content-Type");
        var type = contentType.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/") && depth < DEEPEST) {
            parts(Params.first(contentType, "boundary"), from, to, depth);
        } else if (type.equals("message/sipfrag") || type.equals("message/sip")) {
            fragment(from, to, depth);
        } else if (type.equals("application/sdp") || (type.isEmpty() && startsWith(from, to, "v=0"))) {
            Masked.credentials(octets, from, to, removed);
        } else {
            Masked.all(octets, from, to, Secret.UNKNOWN_BODY, removed);
        }
    }

    private static boolean isEncoded(List<Field> fields) {
        var encoding = value(fields, "Content-Encoding").toLowerCase(Locale.ROOT);
        var transfer = value(fields, "Content-Transfer-Encoding").toLowerCase(Locale.ROOT);
        return !(encoding.isEmpty() || encoding.equals("identity")) || !PLAIN.contains(transfer);
    }

    private static String value(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }

    /** RFC 2046 section 5.1: what stands before the first delimiter and behind the last is nobody's, so it goes too. */
    private void parts(String boundary, int from, int to, int depth) {
        var delimiter = "--" + boundary;
        var begin = from;
        var inside = false;
        var at = boundary.isEmpty() ? -1 : delimiter(delimiter, from, to);
        while (at >= 0) {
            part(inside, begin, at, depth);
            inside = !startsWith(at + delimiter.length(), to, "--");
            begin = Math.min(to, at + delimiter.length() + (inside ? 0 : 2));
            at = delimiter(delimiter, begin, to);
        }
        part(false, begin, to, depth);
    }

    private void part(boolean inside, int from, int to, int depth) {
        if (!inside) {
            Masked.all(octets, from, to, Secret.UNKNOWN_BODY, removed);
            return;
        }
        var headers = new ArrayList<Field>();
        var begin = afterLineEnd(from, to);
        var body = SipText.fields(octets, begin, to, headers);
        headers.forEach(this::hide);
        Masked.credentials(octets, begin, body, removed);
        scrub(headers, body, to, depth + 1);
    }

    /** A message inside the message. */
    private void fragment(int from, int to, int depth) {
        var headers = new ArrayList<Field>();
        var body = SipText.fields(octets, from, to, headers);
        headers.forEach(this::hide);
        Masked.credentials(octets, from, body, removed);
        scrub(headers, body, to, depth + 1);
    }

    private void hide(Field field) {
        Names.notKept(field.name()).ifPresent(kind -> {
            Masked.all(octets, field.from(), lastOfLine(field), kind, removed);
        });
    }

    private int lastOfLine(Field field) {
        var end = field.to();
        while (end > field.from() && (octets[end - 1] == '\r' || octets[end - 1] == '\n')) {
            end--;
        }
        return end;
    }

    private int afterLineEnd(int from, int to) {
        var at = from;
        while (at < to && octets[at] != '\n') {
            at++;
        }
        return Math.min(to, at + 1);
    }

    private boolean startsWith(int from, int to, String text) {
        var end = from + text.length();
        return end <= to && Arrays.equals(octets, from, end, text.getBytes(ISO_8859_1), 0, text.length());
    }

    /** Where a delimiter begins a line. */
    private int delimiter(String delimiter, int from, int to) {
        for (var at = from; at < to; at++) {
            var lineStart = at == from || octets[at - 1] == '\n';
            if (lineStart && startsWith(at, to, delimiter)) {
                return at;
            }
        }
        return -1;
    }
}
