package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guard in front of JAIN-SIP's parser, which accepts much that is not SIP and interprets it in its own ways. What
 * passes the guard means the same to the parser as to its sender. Stateless and thread-safe.
 */
public final class MessageGuard {
    private static final byte[] NOTHING = {};

    private final Limits limits;

    public MessageGuard(Limits limits) {
        this.limits = limits;
    }

    /**
     * Checks the first {@code length} octets of {@code message}, without modifying them.
     *
     * @param datagram whether the message ends with the packet, so that its body may be longer than its Content-Length,
     *     or the Content-Length be absent (RFC 3261 section 18.3)
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

    /** The Call-ID of a message that need not be valid, with whatever octets it has as characters; for logs. */
    public static Optional<String> callId(byte[] message) {
        return RawHeaders.of(message, message.length).callId();
    }

    /**
     * What a message says of itself that need not be valid; for records. What it does not say is empty.
     *
     * @param from the value of its From
     * @param to the value of its To
     */
    public record Claims(String callId, String from, String to) {}

    /** What a message that need not be valid says of itself. */
    public static Claims claims(byte[] message) {
        return RawHeaders.of(message, message.length).claims();
    }

    private @Nullable MessageError length(HeaderReader reader, boolean datagram) {
        boolean hasLength = reader.has(Field.CONTENT_LENGTH);
        int arrived = reader.bodyLength();
        int length = hasLength ? FieldRules.contentLength(reader) : arrived;
        if (!hasLength && !datagram) {
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
