package org.sipverify.sip.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A request that is not worth parsing but may be answered, from its raw bytes and without a transaction. */
public final class Refused implements Guarded {
    private static final List<String> NAMES = List.of("Via: ", "From: ", "To: ", "Call-ID: ", "Content-Length: ");
    private static final List<String> COMPACT_NAMES = List.of("v:", "f:", "t:", "i:", "l:");

    private final int status;
    private final Flaw flaw;
    private final RawHeaders headers;
    private final int most;

    private Refused(int status, Flaw flaw, RawHeaders headers, int most) {
        this.status = status;
        this.flaw = flaw;
        this.headers = headers;
        this.most = most;
    }

    /** @param most how long the response may be, in octets */
    static Guarded of(byte[] message, int length, int status, Flaw flaw, int most) {
        return RawHeaders.answerable(message, length)
                ? new Refused(status, flaw, RawHeaders.of(message, length), most)
                : new Dropped(flaw);
    }

    public int status() {
        return status;
    }

    public Flaw flaw() {
        return flaw;
    }

    /**
     * The response, which says nothing a stranger wrote beyond the fields RFC 3261 section 8.2.6 has it repeat. Absent
     * if those are missing or unprintable, or if the request was a datagram and the response would be larger.
     *
     * @param source where the request came from, and the response goes
     * @param fields more header fields, each {@code Name: value}
     */
    public Optional<byte[]> response(InetSocketAddress source, String... fields) {
        if (headers.vias().isEmpty() || !hasMandatory()) {
            return Optional.empty();
        }
        var response = written(NAMES, source, fields);
        if (response.length > most) {
            response = written(COMPACT_NAMES, source, fields);
        }
        return response.length > most ? Optional.empty() : Optional.of(response);
    }

    private boolean hasMandatory() {
        return headers.address(Field.FROM).isPresent()
                && headers.address(Field.TO).isPresent()
                && headers.line(Field.CALL_ID).isPresent()
                && headers.line(Field.CSEQ).isPresent();
    }

    private byte[] written(List<String> names, InetSocketAddress source, String... fields) {
        var text = new StringBuilder(512).append("SIP/2.0 ").append(status).append(' ');
        text.append(phrase()).append("\r\n");
        var vias = headers.vias();
        line(text, names.get(0), vias.get(0).answeredTo(source));
        vias.stream().skip(1).forEach(via -> line(text, names.get(0), via.verbatim()));
        line(text, names.get(1), headers.address(Field.FROM).orElseThrow());
        line(text, names.get(2), tagged(headers.address(Field.TO).orElseThrow()));
        line(text, names.get(3), headers.line(Field.CALL_ID).orElseThrow());
        line(text, "CSeq: ", headers.line(Field.CSEQ).orElseThrow());
        for (var field : fields) {
            line(text, "", field);
        }
        line(text, names.get(4), "0");
        return text.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    private static void line(StringBuilder text, String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not a header field");
        }
        text.append(name).append(value).append("\r\n");
    }

    /** The same tag for every retransmission, as RFC 3261 section 8.2.7 asks of those who keep no state. */
    private String tagged(String to) {
        if (Params.of(to, 0).value("tag").isPresent()) {
            return to;
        }
        int tag = Objects.hash(headers.vias().get(0).verbatim(), headers.line(Field.CALL_ID), headers.line(Field.CSEQ));
        return to + ";tag=" + Integer.toHexString(tag);
    }

    private String phrase() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 503 -> "Service Unavailable";
            case 505 -> "Version Not Supported";
            default -> "Refused";
        };
    }

    @Override
    public <T> T match(Function<Sound, T> sound, Function<Refused, T> refused, Function<Dropped, T> dropped) {
        return refused.apply(this);
    }
}
