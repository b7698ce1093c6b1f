package org.sipverify.sip.sips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.sipverify.sip.CompactNames;
import org.sipverify.sip.Headers;
import org.sipverify.sip.guard.Limits;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.ValidMessage;

/**
 * A message from the server.
 *
 * @param status of a response; 0 for a request
 * @param reason of a response
 * @param method of the request, or of the request that a response answers
 * @param headers under their long names
 * @param body never to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
record Incoming(int status, String reason, String method, Headers headers, byte[] body) {
    private static final MessageGuard GUARD = new MessageGuard(Limits.DEFAULT);

    /** Empty when it is not valid SIP. */
    static Optional<Incoming> read(byte[] message) {
        return GUARD.check(message, message.length, false)
                .match(valid -> Optional.of(of(valid)), rejected -> Optional.empty(), ignored -> Optional.empty());
    }

    private static Incoming of(ValidMessage message) {
        var index = message.index();
        var headers = CompactNames.expanded(Headers.of(index));
        if (message.isRequest()) {
            return new Incoming(0, "", message.method(), headers, index.bodyOctets());
        }
        var text = new String(message.bytes(), UTF_8);
        var line = text.substring(0, text.indexOf('\r')).split(" ", 3);
        return new Incoming(
                Integer.parseInt(line[1]),
                line.length == 3 ? line[2] : "",
                message.method(),
                headers,
                index.bodyOctets());
    }

    boolean isRequest() {
        return status == 0;
    }

    boolean isProvisional() {
        return status > 0 && status < 200;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether credentials are asked for. */
    boolean isChallenge() {
        return status == 401 || status == 407;
    }

    String first(String name) {
        return headers.first(name).orElse("");
    }

    /** The number of its CSeq; -1 for what is none. */
    int cseq() {
        var digits = first("CSeq").replace('\t', ' ').split(" ", 2)[0];
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    }

    /** The words of the status line. */
    String line() {
        return (status + " " + reason).strip();
    }
}
