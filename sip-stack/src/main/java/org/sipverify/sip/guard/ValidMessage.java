package org.sipverify.sip.guard;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A message whose bytes mean one thing. Its lines are unfolded, its field names tokens, its body as long as its one
 * Content-Length says.
 */
public final class ValidMessage implements GuardResult {
    private final HeaderReader reader;
    private final byte[] bytes;
    private final int received;
    private final String callId;
    private final Optional<Via> via;

    ValidMessage(HeaderReader reader, byte[] bytes, int received) {
        this.reader = reader;
        this.bytes = bytes;
        this.received = received;
        this.callId = reader.text(Field.CALL_ID);
        this.via = Via.of(Params.of(reader.text(Field.VIA), 0));
    }

    /** Exactly what the parser shall see. It may be the array that came in: neither is to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** How long the message was when it came. */
    public int octets() {
        return received;
    }

    public boolean isRequest() {
        return reader.isRequest();
    }

    /** The method of the request, or of the request a response answers. */
    public String method() {
        var cseq = reader.text(Field.CSEQ);
        return cseq.substring(Math.max(cseq.lastIndexOf(' '), cseq.lastIndexOf('\t')) + 1);
    }

    /** A single word, never empty. */
    public String callId() {
        return callId;
    }

    /** The branch of the topmost Via; absent too if that Via is malformed. */
    public Optional<String> branch() {
        return via.flatMap(Via::branch);
    }

    /** The transport of the topmost Via, in the letters of the sender; absent if that Via is malformed. */
    public Optional<String> viaTransport() {
        return via.map(Via::transport);
    }

    /** The value of the first field of that name, blanks around it removed; empty text is a value. */
    public Optional<String> first(Field field) {
        return reader.has(field) ? Optional.of(reader.text(field)) : Optional.empty();
    }

    /** The same with each octet as a character. */
    public Optional<String> octets(Field field) {
        return reader.has(field) ? Optional.of(reader.octets(field)) : Optional.empty();
    }

    /** The Request-URI of a request, printable ASCII. */
    public String requestUri() {
        return reader.requestUri();
    }

    /** Host and port of the topmost Via as they stand there; empty if that Via is malformed. */
    public String sentBy() {
        return via.map(Via::sentBy).orElse("");
    }

    /** The values of every Via or Require, topmost first; their octets are characters. */
    public List<String> all(Field repeatable) {
        return reader.allOctets(repeatable);
    }

    /**
     * What the responses to this request repeat.
     *
     * @param source where it came from
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

    /** Whether the first field of that name has one of the words in it. */
    public boolean mentions(Field field, Words words) {
        return reader.has(field) && words.in(reader.front(), reader.from(field), reader.to(field));
    }

    /** This message turned down for a reason found behind the guard. Responses and ACK are dropped. */
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
