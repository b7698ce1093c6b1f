package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sipverify.vcon.call.SecretKind;
import org.sipverify.vcon.sip.Field;
import org.sipverify.vcon.sip.Params;
import org.sipverify.vcon.sip.SipText;

/**
 * Hides, in place, the bodies that are not kept. SDP and SIP fragments stay and are searched with the rest of the
 * message; multiparts are split, and of everything else, encoded bodies included, only the length is left.
 */
final class Bodies {
    private static final int DEEPEST = 4;

    /** RFC 2046 section 5.1.1. */
    private static final int LONGEST_BOUNDARY = 70;

    private static final Set<String> PLAIN = Set.of("", "7bit", "8bit", "binary");

    private final byte[] octets;
    private final Set<SecretKind> removed;

    Bodies(byte[] octets, Set<SecretKind> removed) {
        this.octets = octets;
        this.removed = removed;
    }

    /** Hides what is not kept of a body that these header fields describe. */
    void scrub(List<Field> fields, int from, int to) {
        if (from < to) {
            scrub(fields, from, to, 0);
        }
    }

    private void scrub(List<Field> fields, int from, int to, int depth) {
        if (isEncoded(fields)) {
            Masked.all(octets, from, to, SecretKind.ENCODED_BODY, removed);
            return;
        }
        var contentType = value(fields, "Content-Type");
        var type = typeOf(contentType);
        if (type.startsWith("multipart/") && depth < DEEPEST) {
            parts(Params.first(contentType, "boundary"), from, to, depth);
        } else if (type.equals("message/sipfrag") || type.equals("message/sip")) {
            message(from, to, depth);
        } else if (!(type.equals("application/sdp") || (type.isEmpty() && startsWith(from, to, SDP)))) {
            Masked.all(octets, from, to, SecretKind.UNKNOWN_BODY, removed);
        }
    }

    private static final byte[] SDP = octets("v=0");
    private static final byte[] CLOSE = octets("--");

    private static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static String typeOf(String contentType) {
        var end = 0;
        while (end < contentType.length() && contentType.charAt(end) != ';' && contentType.charAt(end) != ',') {
            end++;
        }
        return contentType.substring(0, end).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isEncoded(List<Field> fields) {
        var encoding = value(fields, "Content-Encoding").toLowerCase(Locale.ROOT);
        var transfer = value(fields, "Content-Transfer-Encoding").toLowerCase(Locale.ROOT);
        return !(encoding.isEmpty() || encoding.equals("identity")) || !PLAIN.contains(transfer);
    }

    private static String value(List<Field> fields, String name) {
        for (var field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return "";
    }

    /**
     * RFC 2046 section 5.1: what is before the first delimiter and after the last belongs to no part, so it is hidden
     * too.
     */
    private void parts(String boundary, int from, int to, int depth) {
        var usable = !boundary.isEmpty() && boundary.length() <= LONGEST_BOUNDARY;
        var delimiter = octets("--" + boundary);
        var begin = from;
        var inside = false;
        for (var at = from; usable && at < to; at = afterLineEnd(at, to)) {
            if (startsWith(at, to, delimiter)) {
                part(inside, begin, at, depth);
                var behind = at + delimiter.length;
                inside = !startsWith(behind, to, CLOSE);
                begin = Math.min(to, behind + (inside ? 0 : CLOSE.length));
            }
        }
        part(false, begin, to, depth);
    }

    private void part(boolean inside, int from, int to, int depth) {
        if (inside) {
            message(Math.min(to, afterLineEnd(from, to)), to, depth);
        } else {
            Masked.all(octets, from, to, SecretKind.UNKNOWN_BODY, removed);
        }
    }

    /** A part, or a message inside the message: header fields and a body. */
    private void message(int from, int to, int depth) {
        if (from == to) {
            return;
        }
        var headers = new ArrayList<Field>();
        var body = SipText.fields(octets, from, to, headers);
        headers.forEach(this::hide);
        if (body < to) {
            scrub(headers, body, to, depth + 1);
        }
    }

    private void hide(Field field) {
        Names.notKept(field.name()).ifPresent(kind -> {
            Masked.all(octets, field.from(), lastOfLine(field), kind, removed);
        });
    }

    private int lastOfLine(Field field) {
        var end = field.to();
        while (end > field.from() && isLineEnd(octets[end - 1])) {
            end--;
        }
        return end;
    }

    /** Behind the next CR, LF, or both. */
    private int afterLineEnd(int from, int to) {
        var at = from;
        while (at < to && !isLineEnd(octets[at])) {
            at++;
        }
        var both = at + 1 < to && octets[at] == '\r' && octets[at + 1] == '\n';
        return Math.min(to, at + (both ? 2 : 1));
    }

    private static boolean isLineEnd(byte octet) {
        return octet == '\r' || octet == '\n';
    }

    private boolean startsWith(int from, int to, byte[] text) {
        var end = from + text.length;
        return end <= to && Arrays.equals(octets, from, end, text, 0, text.length);
    }
}
