package org.sipverify.vcon.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One SIP message, or anything shaped like one. What is not a header field is skipped. */
public final class SipText {
    private static final String RESPONSE = "SIP/2.0 ";
    private static final Pattern FOLD = Pattern.compile("[\\r\\n]+[ \\t]+");

    private final byte[] bytes;
    private final String startLine;
    private final int status;
    private final List<Field> fields;
    private final int body;

    private SipText(byte[] bytes, String startLine, List<Field> fields, int body) {
        this.bytes = bytes;
        this.startLine = startLine;
        this.status = status(startLine);
        this.fields = List.copyOf(fields);
        this.body = body;
    }

    private static int status(String startLine) {
        if (!startLine.startsWith(RESPONSE)) {
            return 0;
        }
        var blank = startLine.indexOf(' ', RESPONSE.length());
        var digits = startLine.substring(RESPONSE.length(), blank < 0 ? startLine.length() : blank);
        return digits.length() == 3 && isNumber(digits) && "123456".indexOf(digits.charAt(0)) >= 0
                ? Integer.parseInt(digits)
                : 0;
    }

    private static boolean isNumber(String text) {
        var at = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > 0 && at == text.length();
    }

    public static SipText of(byte[] bytes) {
        var end = lineEnd(bytes, 0, bytes.length);
        var fields = new ArrayList<Field>();
        var body = fields(bytes, nextLine(bytes, end, bytes.length), bytes.length, fields);
        return new SipText(bytes, new String(bytes, 0, end, UTF_8), fields, body);
    }

    /**
     * One that has been split already: nothing of it is read again but the start line.
     *
     * @param fields in the order of the message; their names as {@link Field#of} writes them
     * @param body where the body begins
     */
    public static SipText of(byte[] bytes, List<Field> fields, int body) {
        return new SipText(bytes, new String(bytes, 0, lineEnd(bytes, 0, bytes.length), UTF_8), fields, body);
    }

    /**
     * Reads header fields up to the empty line.
     *
     * @return where the body begins
     */
    public static int fields(byte[] bytes, int from, int limit, List<Field> into) {
        var line = from;
        while (line < limit) {
            var end = lineEnd(bytes, line, limit);
            var next = nextLine(bytes, end, limit);
            if (end == line) {
                return next;
            }
            var isFolded = false;
            while (next < limit && isBlank(bytes[next])) {
                end = lineEnd(bytes, next, limit);
                next = nextLine(bytes, end, limit);
                isFolded = true;
            }
            field(bytes, line, end, next, isFolded, into);
            line = next;
        }
        return limit;
    }

    private static void field(byte[] bytes, int line, int end, int next, boolean isFolded, List<Field> into) {
        var colon = line;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        if (colon > line && colon < end) {
            var name = new String(bytes, line, colon - line, UTF_8).strip();
            var from = colon + 1;
            while (from < end && isBlank(bytes[from])) {
                from++;
            }
            var value = new String(bytes, from, end - from, UTF_8);
            var unfolded = isFolded ? FOLD.matcher(value).replaceAll(" ") : value;
            into.add(Field.of(name, unfolded.strip(), line, next));
        }
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** A line ends at CR LF; a CR or LF alone ends one too, so that no reader sees a line that this one does not. */
    private static int lineEnd(byte[] bytes, int from, int limit) {
        var at = from;
        while (at < limit && (bytes[at] > '\r' || (bytes[at] != '\r' && bytes[at] != '\n'))) {
            at++;
        }
        return at;
    }

    private static int nextLine(byte[] bytes, int end, int limit) {
        var crlf = end + 1 < limit && bytes[end] == '\r' && bytes[end + 1] == '\n';
        return Math.min(limit, end + (crlf ? 2 : 1));
    }

    public List<Field> fields() {
        return fields;
    }

    /** Where the body begins. */
    public int bodyStart() {
        return body;
    }

    public byte[] bytes() {
        return bytes;
    }

    public String startLine() {
        return startLine;
    }

    public boolean isRequest() {
        return !startLine.startsWith(RESPONSE);
    }

    /** The method of a request; empty for a response. */
    public String method() {
        var blank = startLine.indexOf(' ');
        return isRequest() && blank > 0 ? startLine.substring(0, blank) : "";
    }

    /** The Request-URI of a request; empty for a response. */
    public String requestUri() {
        var blank = startLine.indexOf(' ');
        var end = startLine.lastIndexOf(' ');
        return isRequest() && blank > 0 && end > blank ? startLine.substring(blank + 1, end) : "";
    }

    /** The status of a response; 0 for a request. */
    public int status() {
        return status;
    }

    public String reasonPhrase() {
        var parts = startLine.split(" ", 3);
        return parts.length == 3 && !isRequest() ? parts[2] : "";
    }

    public Optional<String> first(String name) {
        for (var field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    public String callId() {
        return first("Call-ID").orElse("");
    }

    /** The branch of the topmost Via; empty when it has none. */
    public String branch() {
        return first("Via").map(via -> Params.first(via, "branch")).orElse("");
    }

    /** The number of CSeq; -1 when there is none. */
    public long cseq() {
        var number = cseqNumber();
        return number.length() <= 10 && isNumber(number) ? Long.parseLong(number) : -1;
    }

    /** The number of CSeq as it is written there. */
    public String cseqNumber() {
        var cseq = first("CSeq").orElse("");
        var end = 0;
        while (end < cseq.length() && cseq.charAt(end) != ' ' && cseq.charAt(end) != '\t') {
            end++;
        }
        return cseq.substring(0, end);
    }

    /** The method of CSeq, which says what a response answers. */
    public String cseqMethod() {
        var cseq = first("CSeq").orElse("");
        return cseq.substring(Math.max(cseq.lastIndexOf(' '), cseq.lastIndexOf('\t')) + 1);
    }
}
