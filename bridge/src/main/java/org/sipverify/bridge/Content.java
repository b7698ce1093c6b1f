package org.sipverify.bridge;

import java.util.List;
import java.util.stream.Stream;

/**
 * What two ends tell each other, and the bridge does not read.
 *
 * @param details information about the call that goes from end to end, in order
 * @param body a session description as a rule; never to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record Content(List<Detail> details, byte[] body) {
    /** Nothing. */
    public static final Content NONE = new Content(List.of(), new byte[0]);

    /** One piece of information, under a name that both ends know. */
    public record Detail(String name, String value) {}

    public Content {
        details = List.copyOf(details);
    }

    /** The same with one more detail. */
    public Content and(Detail more) {
        return new Content(Stream.concat(details.stream(), Stream.of(more)).toList(), body);
    }
}
