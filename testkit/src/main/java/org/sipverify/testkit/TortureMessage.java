package org.sipverify.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;

/**
 * A message of RFC 4475, as one datagram has it.
 *
 * @param name such as {@code TC_WSINV}
 * @param wellFormed whether a parser must take it; otherwise it must not reach the call logic
 * @param bytes the message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TortureMessage(String name, boolean wellFormed, byte[] bytes) {
    /** All of them, in the order of the RFC. */
    public static Stream<TortureMessage> all() {
        return new String(Vectors.read("rfc4475/messages.tsv"), UTF_8)
                .lines()
                .skip(1)
                .map(TortureMessage::of);
    }

    private static TortureMessage of(String line) {
        var columns = line.split("\t", -1);
        return new TortureMessage(
                columns[0].replace(".dat", ""), columns[3].equals("Parse"), Vectors.read("rfc4475/" + columns[0]));
    }
}
