package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The header fields that a response repeats, collected from a malformed request. Reads leniently, but keeps only what
 * is one printable line. Octets are treated as characters, so that they are returned unchanged.
 */
final class RawHeaders {
    private static final int LONGEST_MESSAGE = 64 * 1024;
    private static final int LONGEST_VALUE = 8 * 1024;
    private static final Set<Field> REPEATED = Set.of(Field.VIA, Field.FROM, Field.TO, Field.CALL_ID, Field.CSEQ);

    private final List<Via> vias = new ArrayList<>();
    private final Map<Field, String> values = new EnumMap<>(Field.class);
    private boolean viasSound = true;

    private RawHeaders(List<String> lines) {
        lines.stream().skip(1).forEach(this::note);
    }

    static RawHeaders of(byte[] message, int length) {
        return new RawHeaders(unfolded(new String(message, 0, Math.min(length, LONGEST_MESSAGE), ISO_8859_1)));
    }

    /** Whether the bytes look like the start of a request that may be answered. */
    static boolean answerable(byte[] message, int length) {
        int from = 0;
        while (from < length && (message[from] == '\r' || message[from] == '\n')) {
            from++;
        }
        int to = from;
        while (to < length && to - from < LONGEST_MESSAGE && message[to] != '\r' && message[to] != '\n') {
            to++;
        }
        var line = new String(message, from, to - from, ISO_8859_1).toUpperCase(Locale.ROOT);
        return line.contains(" SIP/") && !line.startsWith("SIP/") && !isAck(line.trim());
    }

    /** An ACK is recognized whatever precedes its method. */
    private static boolean isAck(String line) {
        int end = line.indexOf(' ');
        return line.substring(0, Math.max(end, 0)).strip().endsWith("ACK");
    }

    private static List<String> unfolded(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int end = endOfLine(text, at);
            var piece = text.substring(at, end);
            at = end + (text.startsWith("\r\n", end) ? 2 : 1);
            if (piece.startsWith(" ") || piece.startsWith("\t")) {
                line.append(' ').append(piece.strip());
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line.toString());
                if (piece.isEmpty()) {
                    return lines;
                }
            }
            line.setLength(0);
            line.append(piece);
        }
        lines.add(line.toString());
        return lines;
    }

    /** A CR or LF without the other may be the reason for the rejection, so either ends a line. */
    private static int endOfLine(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
            at++;
        }
        return at;
    }

    private void note(String line) {
        int colon = line.indexOf(':');
        var name = line.substring(0, Math.max(colon, 0)).strip().getBytes(ISO_8859_1);
        var field = Field.of(name, 0, name.length);
        if (field == null || !REPEATED.contains(field)) {
            return;
        }
        var value = line.substring(colon + 1).replace('\t', ' ').strip();
        if (field == Field.VIA) {
            viasSound &= isPrintable(value);
            Params.list(value).forEach(via -> Via.of(via).ifPresent(vias::add));
        } else {
            values.putIfAbsent(field, value);
        }
    }

    /**
     * What a response repeats; empty if a field is missing or cannot be repeated.
     *
     * @param source the address the request came from and the response goes to
     */
    Optional<ResponseTemplate> template(InetSocketAddress source) {
        var from = address(Field.FROM);
        var to = address(Field.TO);
        var callId = line(Field.CALL_ID);
        var cseq = line(Field.CSEQ);
        if (!viasSound || vias.isEmpty() || from.isEmpty() || to.isEmpty() || callId.isEmpty() || cseq.isEmpty()) {
            return Optional.empty();
        }
        var answered = new ArrayList<String>();
        answered.add(vias.get(0).answeredTo(source));
        vias.stream().skip(1).map(Via::verbatim).forEach(answered::add);
        return Optional.of(new ResponseTemplate(answered, from.get(), to.get(), callId.get(), cseq.get(), ""));
    }

    /** As received; it may hold anything but a line end. */
    Optional<String> callId() {
        return Optional.ofNullable(values.get(Field.CALL_ID));
    }

    /** As received, read as UTF-8; they may hold anything but a line end. */
    MessageGuard.Claims claims() {
        return new MessageGuard.Claims(text(Field.CALL_ID), text(Field.FROM), text(Field.TO));
    }

    private String text(Field field) {
        return new String(values.getOrDefault(field, "").getBytes(ISO_8859_1), UTF_8);
    }

    /** Of the topmost Via. */
    OptionalInt replyPort() {
        return vias.isEmpty() ? OptionalInt.empty() : vias.get(0).replyPort();
    }

    /**
     * For a To without a tag, the same for every retransmission, as RFC 3261 section 8.2.7 requires of stateless
     * servers.
     */
    String tag() {
        return Integer.toHexString(Objects.hash(vias.get(0).verbatim(), line(Field.CALL_ID), line(Field.CSEQ)));
    }

    private Optional<String> line(Field field) {
        return Optional.ofNullable(values.get(field)).filter(RawHeaders::isPrintable);
    }

    /** A From or To, or an anonymous address instead of one that would make the response malformed as well. */
    private Optional<String> address(Field field) {
        return Optional.ofNullable(values.get(field)).map(value -> isAddress(value) ? value : "<sip:invalid.invalid>");
    }

    private static boolean isAddress(String value) {
        if (!isPrintable(value)) {
            return false;
        }
        var params = Params.of(value, 0);
        var head = params.head();
        int bracket = head.lastIndexOf('<');
        var uri = bracket < 0 || !head.endsWith(">") ? head : head.substring(bracket + 1, head.length() - 1);
        boolean isUri = uri.indexOf(':') > 0 && uri.chars().noneMatch(c -> " <>\"".indexOf(c) >= 0);
        return isUri && params.closed() && params.end() == value.length();
    }

    private static boolean isPrintable(String value) {
        var bytes = value.getBytes(ISO_8859_1);
        int at = 0;
        while (at >= 0 && at < bytes.length) {
            if (Octets.isControl(bytes[at])) {
                return false;
            }
            at = bytes[at] < 0 ? Octets.skipUtf8(bytes, at, bytes.length) : at + 1;
        }
        return at > 0 && bytes.length <= LONGEST_VALUE;
    }
}
