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
    public GuardResult check(byte[] message, int length, boolean datagram) {
        var reader = new HeaderReader(message, length, limits);
        var error = reader.read();
        if (error == null) {
            error = FieldRules.check(reader);
        }
        if (error == null) {
            error = length(reader, datagram);
        }
        if (error == null) {
            return new ValidMessage(reader, parsed(reader), length);
        }
        return RejectedMessage.of(message, length, error.status(), error);
    }

    private @Nullable MessageError length(HeaderReader reader, boolean datagram) {
        boolean said = reader.has(Field.CONTENT_LENGTH);
        int arrived = reader.bodyLength();
        int length = said ? FieldRules.contentLength(reader) : arrived;
        if (!said && !datagram) {
            return MessageError.LENGTH_MISSING;
        }
        if (length < 0) {
            return MessageError.LENGTH;
        }
        if (length > limits.maxBody()) {
            return MessageError.BODY_TOO_LONG;
        }
        boolean complete = datagram ? length <= arrived : length == arrived;
        return complete ? null : MessageError.BODY_INCOMPLETE;
    }

    private static byte[] parsed(HeaderReader reader) {
        if (reader.has(Field.CONTENT_LENGTH)) {
            return reader.whole(NOTHING, FieldRules.contentLength(reader));
        }
        int body = reader.bodyLength();
        return reader.whole(("Content-Length: " + body + "\r\n").getBytes(US_ASCII), body);
    }
}
