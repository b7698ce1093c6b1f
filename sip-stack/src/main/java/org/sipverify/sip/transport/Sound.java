package org.sipverify.sip.transport;

import java.util.Optional;
import java.util.function.Function;

/**
 * A message whose bytes mean one thing. Its lines are unfolded, its field names tokens, its body as long as its one
 * Content-Length says.
 */
public final class Sound implements Guarded {
    private final HeaderReader reader;
    private final byte[] message;
    private final int received;
    private final boolean datagram;
    private final String callId;
    private final Optional<Via> via;

    Sound(HeaderReader reader, byte[] message, int received, boolean datagram) {
        this.reader = reader;
        this.message = message;
        this.received = received;
        this.datagram = datagram;
        this.callId = reader.text(Field.CALL_ID);
        this.via = Via.of(Params.of(reader.text(Field.VIA), 0));
    }

    /** Exactly what the parser shall see. It may be the array that came in: neither is to be written to. */
    public byte[] message() {
        return message;
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

    /** Whether the first field of that name has one of the words in it. */
    public boolean mentions(Field field, Words words) {
        return reader.has(field) && words.in(reader.front(), reader.from(field), reader.to(field));
    }

    /** This message turned down for a reason found behind the guard. Responses and ACK are dropped. */
    public Guarded refuse(int status, Flaw flaw) {
        return Refused.of(message, message.length, status, flaw, datagram ? received : Integer.MAX_VALUE);
    }

    @Override
    public <T> T match(Function<Sound, T> sound, Function<Refused, T> refused, Function<Dropped, T> dropped) {
        return sound.apply(this);
    }
}
