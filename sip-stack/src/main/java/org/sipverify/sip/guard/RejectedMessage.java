package org.sipverify.sip.guard;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A request that is not parsed but may be answered, from its raw bytes and without a transaction. */
public final class RejectedMessage implements GuardResult {
    private final int status;
    private final MessageError error;
    private final RawHeaders headers;

    private RejectedMessage(int status, MessageError error, RawHeaders headers) {
        this.status = status;
        this.error = error;
        this.headers = headers;
    }

    static GuardResult of(byte[] message, int length, int status, MessageError error) {
        return RawHeaders.answerable(message, length)
                ? new RejectedMessage(status, error, RawHeaders.of(message, length))
                : new IgnoredMessage(error);
    }

    public int status() {
        return status;
    }

    public MessageError error() {
        return error;
    }

    /**
     * The port that a response over UDP goes to, at the address the request came from; empty: the port it came from.
     */
    public OptionalInt replyPort() {
        return headers.replyPort();
    }

    /**
     * The response, which repeats only the request's fields that RFC 3261 section 8.2.6 requires. Empty if those are
     * missing or unprintable, or if the response does not fit.
     *
     * @param source the address the request came from and the response goes to
     * @param room the largest size of the response, in octets
     * @param fields more header fields, each {@code Name: value}
     */
    public Optional<byte[]> response(InetSocketAddress source, int room, String... fields) {
        var template = headers.template(source);
        if (template.isEmpty()) {
            return Optional.empty();
        }
        var more = List.of(fields);
        var response = template.get().write(status, phrase(), headers.tag(), more);
        if (response.length > room) {
            response = template.get().writeCompact(status, phrase(), headers.tag(), more);
        }
        return response.length > room ? Optional.empty() : Optional.of(response);
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
    public <T> T match(
            Function<ValidMessage, T> valid,
            Function<RejectedMessage, T> rejected,
            Function<IgnoredMessage, T> ignored) {
        return rejected.apply(this);
    }
}
