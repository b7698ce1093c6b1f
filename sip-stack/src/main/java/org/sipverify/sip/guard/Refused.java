package org.sipverify.sip.guard;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A request that is not worth parsing but may be answered, from its raw bytes and without a transaction. */
public final class Refused implements Guarded {
    private final int status;
    private final Flaw flaw;
    private final RawHeaders headers;

    private Refused(int status, Flaw flaw, RawHeaders headers) {
        this.status = status;
        this.flaw = flaw;
        this.headers = headers;
    }

    static Guarded of(byte[] message, int length, int status, Flaw flaw) {
        return RawHeaders.answerable(message, length)
                ? new Refused(status, flaw, RawHeaders.of(message, length))
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
     * if those are missing or unprintable, or if the response has no room.
     *
     * @param source where the request came from, and the response goes
     * @param room how long the response may be, in octets
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
    public <T> T match(Function<Sound, T> sound, Function<Refused, T> refused, Function<Dropped, T> dropped) {
        return refused.apply(this);
    }
}
