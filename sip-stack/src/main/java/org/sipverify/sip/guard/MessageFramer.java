package org.sipverify.sip.guard;

import java.util.Arrays;

/**
 * Cuts one stream connection into messages (RFC 3261 section 18.3) and keep-alives (RFC 5626 section 4.4.1). Holds only
 * what has arrived, and only while a message is incomplete. Not thread-safe.
 */
public final class MessageFramer {
    private static final byte[] NOTHING = {};

    /** Receives the contents of the stream, in order. */
    public interface Sink {
        /** A whole message, in a new array. */
        void message(byte[] message);

        /** A keep-alive, which must be answered with CRLF. */
        void ping();
    }

    private enum State {
        BETWEEN,
        HEADER,
        BODY,
        CLOSED
    }

    private final int maxHeader;
    private final int maxBody;
    private final HeaderLines lines = new HeaderLines();
    private State state = State.BETWEEN;
    private byte[] held = NOTHING;
    private int heldLength;
    private byte[] in = NOTHING;
    private int from;
    private int at;
    private int to;
    private int headerLength;
    private int bodyLeft;
    private int lineEndOctets;

    /** Limits in octets, as in {@link Limits}. */
    public MessageFramer(int maxHeader, int maxBody) {
        this.maxHeader = maxHeader;
        this.maxBody = maxBody;
    }

    /** As {@link #feed(byte[], int, int, Sink)}, for a whole array. */
    public void feed(byte[] data, Sink sink) throws FramingException {
        feed(data, 0, data.length, sink);
    }

    /**
     * Processes the next octets of the stream; the array is not kept.
     *
     * @throws FramingException once, after which everything is ignored
     */
    public void feed(byte[] data, int offset, int length, Sink sink) throws FramingException {
        in = data;
        from = offset;
        at = offset;
        to = offset + length;
        while (at < to && state != State.CLOSED) {
            switch (state) {
                case BETWEEN -> between(sink);
                case HEADER -> header(sink);
                default -> body(sink);
            }
        }
        if (!isEmpty()) {
            hold();
        }
        in = NOTHING;
    }

    /** Whether no message is incomplete: an incomplete one may get less time than an idle connection. */
    public boolean isEmpty() {
        return state == State.BETWEEN || state == State.CLOSED;
    }

    /** Octets of memory used by an incomplete message. */
    public int held() {
        return held.length;
    }

    /** Ignores everything from here on, even during a {@link #feed}. */
    public void close() {
        state = State.CLOSED;
        held = NOTHING;
    }

    private void between(Sink sink) throws FramingException {
        byte octet = in[at];
        boolean afterCr = lineEndOctets % 2 == 1;
        if (octet == 0 && !afterCr) { // a keep-alive of some stacks
            at++;
        } else if (octet == (afterCr ? '\n' : '\r')) {
            at++;
            lineEnd(sink);
        } else if (!afterCr && Octets.isToken(octet)) {
            state = State.HEADER;
            from = at;
            headerLength = 0;
            lines.reset();
        } else {
            from = at;
            throw broken(afterCr || octet == '\n' ? MessageError.LINE_END : MessageError.NOT_SIP);
        }
    }

    private void lineEnd(Sink sink) {
        lineEndOctets++;
        if (lineEndOctets == 4) {
            lineEndOctets = 0;
            sink.ping();
        }
    }

    private void header(Sink sink) throws FramingException {
        int stop = (int) Math.min(to, (long) at + maxHeader - headerLength);
        int next = lines.read(in, at, stop);
        headerLength += next - at;
        at = next;
        if (lines.broken()) {
            throw broken(MessageError.LINE_END);
        }
        if (lines.ended()) {
            headerEnd(sink);
        } else if (headerLength == maxHeader) {
            throw broken(MessageError.HEADER_TOO_LONG);
        }
    }

    /** The length is checked only now, so that the response to a bad one can repeat all required fields. */
    private void headerEnd(Sink sink) throws FramingException {
        var error = lines.length().error();
        if (error != null) {
            throw broken(error);
        }
        bodyLeft = lines.length().value();
        if (bodyLeft > maxBody) {
            throw broken(MessageError.BODY_TOO_LONG);
        }
        state = State.BODY;
        deliverIfWhole(sink);
    }

    private void body(Sink sink) {
        int arrived = Math.min(bodyLeft, to - at);
        bodyLeft -= arrived;
        at += arrived;
        deliverIfWhole(sink);
    }

    private void deliverIfWhole(Sink sink) {
        if (bodyLeft == 0) {
            var message = arrived();
            state = State.BETWEEN;
            held = NOTHING;
            heldLength = 0;
            lineEndOctets = 0;
            sink.message(message);
        }
    }

    private byte[] arrived() {
        var message = Arrays.copyOf(held, heldLength + at - from);
        System.arraycopy(in, from, message, heldLength, at - from);
        return message;
    }

    private void hold() {
        int needed = heldLength + to - from;
        if (needed > held.length) {
            held = Arrays.copyOf(held, Math.max(needed, Math.min(2 * held.length, maxHeader + bodyLeft)));
        }
        System.arraycopy(in, from, held, heldLength, to - from);
        heldLength = needed;
    }

    private FramingException broken(MessageError error) {
        var arrived = arrived();
        close();
        in = NOTHING;
        return new FramingException(error, arrived);
    }
}
