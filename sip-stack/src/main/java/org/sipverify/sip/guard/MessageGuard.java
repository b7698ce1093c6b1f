package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * The guard in front of JAIN-SIP's parser, which reads much that is not SIP, each in a way of its own. What passes here
 * means to the parser what it meant to its sender. Keeps nothing, so one serves all threads.
 */
public final class MessageGuard {
    private static final byte[] NOTHING = {};

    private final Limits limits;

    public MessageGuard(Limits limits) {
        this.limits = limits;
    }

    /**
     * Judges the first {@code length} octets of {@code message}, which are read only.
     *
     * @param datagram whether the message ends where the packet does, so that its body may be longer than its
     *     Content-Length or have none (RFC 3261 section 18.3)
     */
    public Guarded check(byte[] message, int length, boolean datagram) {
        var reader = new HeaderReader(message, length, limits);
        var flaw = reader.read();
        if (flaw == null) {
            flaw = FieldRules.check(reader);
        }
        if (flaw == null) {
            flaw = length(reader, datagram);
        }
        if (flaw == null) {
            return new Sound(reader, parsed(reader), length);
        }
        return Refused.of(message, length, flaw.status(), flaw);
    }

    private @Nullable Flaw length(HeaderReader reader, boolean datagram) {
        boolean said = reader.has(Field.CONTENT_LENGTH);
        int arrived = reader.bodyLength();
        int length = said ? FieldRules.contentLength(reader) : arrived;
        if (!said && !datagram) {
            return Flaw.LENGTH_MISSING;
        }
        if (length < 0) {
            return Flaw.LENGTH;
        }
        if (length > limits.maxBody()) {
            return Flaw.BODY_TOO_LONG;
        }
        boolean complete = datagram ? length <= arrived : length == arrived;
        return complete ? null : Flaw.BODY_INCOMPLETE;
    }

    private static byte[] parsed(HeaderReader reader) {
        if (reader.has(Field.CONTENT_LENGTH)) {
            return reader.whole(NOTHING, FieldRules.contentLength(reader));
        }
        int body = reader.bodyLength();
        return reader.whole(("Content-Length: " + body + "\r\n").getBytes(US_ASCII), body);
    }
}
