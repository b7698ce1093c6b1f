package org.sipverify.sip.guard;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A message whose bytes are unambiguous. Its lines are unfolded, its field names are tokens, its body is as long as its
 * only Content-Length says.
 */
public final class ValidMessage implements GuardResult {
    private final HeaderReader reader;
    private final byte[] bytes;
    private final int received;
    private final String callId;
    private final String method;
    private final Optional<Via> via;
    private final Optional<String> branch;

    ValidMessage(HeaderReader reader, byte[] bytes, int received) {
        this.reader = reader;
        this.bytes = bytes;
        this.received = received;
        this.callId = reader.text(Field.CALL_ID);
        this.method = method(reader.text(Field.CSEQ));
        this.via = Via.of(Params.of(reader.text(Field.VIA), 0));
        this.branch = via.flatMap(Via::branch);
    }

    /** Exactly what the parser reads. It may be the received array: do not write to it. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where its header fields stand in {@link #bytes}. */
    public HeaderIndex index() {
        return reader.index(bytes);
    }

    /** The length of the message as received. */
    public int octets() {
        return received;
    }

    public boolean isRequest() {
        return reader.isRequest();
    }

    /** The method of the request, or of the request a response answers. */
    public String method() {
        return method;
    }

    private static String method(String cseq) {
        return cseq.substring(Math.max(cseq.lastIndexOf(' '), cseq.lastIndexOf('\t')) + 1);
    }

    /** A single word, never empty. */
    public String callId() {
        return callId;
    }

    /** The branch of the topmost Via; absent too if that Via is malformed. */
    public Optional<String> branch() {
        return branch;
    }

    /** Whether the topmost Via is the only one. */
    public boolean hasOneVia() {
        var vias = all(Field.VIA);
        return vias.size() == 1
                && Params.of(vias.get(0), 0).end() == vias.get(0).length();
    }

    /** The transport of the topmost Via, in the sender's spelling; empty if that Via is malformed. */
    public Optional<String> viaTransport() {
        return via.map(Via::transport);
    }

    /** The value of the first field of that name, without surrounding blanks; empty text is a value. */
    public Optional<String> first(Field field) {
        return reader.has(field) ? Optional.of(reader.text(field)) : Optional.empty();
    }

    /** The same, with each octet as a character. */
    public Optional<String> octets(Field field) {
        return reader.has(field) ? Optional.of(reader.octets(field)) : Optional.empty();
    }

    /** The Request-URI of a request, printable ASCII. */
    public String requestUri() {
        return reader.requestUri();
    }

    /** Host and port of the topmost Via as received; empty if that Via is malformed. */
    public String sentBy() {
        return via.map(Via::sentBy).orElse("");
    }

    /**
     * The port that a response over UDP goes to, at the address the request came from; empty: the port it came from.
     */
    public OptionalInt replyPort() {
        return via.map(Via::replyPort).orElseGet(OptionalInt::empty);
    }

    /** The values of every Via or Require, topmost first; their octets are characters. */
    public List<String> all(Field repeatable) {
        return reader.allOctets(repeatable);
    }

    /**
     * What the responses to this request repeat.
     *
     * @param source the address it came from
     */
    public ResponseTemplate template(InetSocketAddress source) {
        var vias = new ArrayList<String>();
        for (var line : all(Field.VIA)) {
            if (vias.isEmpty()) {
                var top = Params.of(line, 0);
                vias.add(Via.of(top).map(via -> via.answeredTo(source)).orElse(line));
                if (top.end() < line.length()) {
                    vias.add(line.substring(top.end() + 1).strip());
                }
            } else {
                vias.add(line);
            }
        }
        return new ResponseTemplate(
                vias,
                reader.octets(Field.FROM),
                reader.octets(Field.TO),
                reader.octets(Field.CALL_ID),
                reader.octets(Field.CSEQ),
                reader.octets(Field.TIMESTAMP));
    }

    /** Whether the first field of that name contains one of the words. */
    public boolean mentions(Field field, Words words) {
        return reader.has(field) && words.in(reader.front(), reader.from(field), reader.to(field));
    }

    /** This message rejected for a reason found after the guard. Responses and ACKs are dropped. */
    public GuardResult reject(int status, MessageError error) {
        return RejectedMessage.of(bytes, bytes.length, status, error);
    }

    @Override
    public <T> T match(
            Function<ValidMessage, T> valid,
            Function<RejectedMessage, T> rejected,
            Function<IgnoredMessage, T> ignored) {
        return valid.apply(this);
    }
}
