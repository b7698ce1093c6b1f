package org.sipverify.sip.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.sipverify.sip.CompactNames;
import org.sipverify.sip.Headers;
import org.sipverify.sip.guard.ValidMessage;

/**
 * A response to a request of this server.
 *
 * @param headers its header fields as received, but with long names
 * @param body never to be written to
 * @param flow the way it came
 */
@SuppressWarnings("ArrayRecordComponent")
public record Response(int status, String reason, Headers headers, byte[] body, Flow flow) {
    static Response read(ValidMessage message, Flow flow) {
        var bytes = message.bytes();
        var index = message.index();
        var line = new String(bytes, 0, endOfLine(bytes), UTF_8).split(" ", 3);
        return new Response(
                Integer.parseInt(line[1]),
                line.length == 3 ? line[2] : "",
                CompactNames.expanded(Headers.of(index)),
                index.bodyOctets(),
                flow);
    }

    private static int endOfLine(byte[] bytes) {
        int at = 0;
        while (bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    public boolean isProvisional() {
        return status < 200;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The tag of To; empty where there is none. */
    public Optional<String> toTag() {
        return headers.first("To").flatMap(Addresses::tag);
    }

    /** The number of the request it answers, which a challenge may have raised. */
    public int cseq() {
        var value = headers.first("CSeq").orElse("").replace('\t', ' ');
        return Integer.parseInt(value.substring(0, value.indexOf(' ')));
    }

    /** Every value of the named field, whose values a comma separates. */
    public List<String> list(String name) {
        return headers.all(name).stream()
                .flatMap(line -> Addresses.list(line).stream())
                .toList();
    }
}
