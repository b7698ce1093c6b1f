package org.sipverify.sip.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.sipverify.sip.transport.Transport;

/**
 * One SIP message on the network.
 *
 * @param time when it was read or handed to the network, to the microsecond where the clock has it
 * @param source address and port of the sender; this server's own for a message sent
 * @param destination address and port it went to, this server's own for a message received
 * @param bytes all of it, as on the wire. The server's own array: do not write to it. A received message may be
 *     anything sent to the port
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of every message would cost more than the trace
public record TracedMessage(
        Direction direction,
        Instant time,
        InetSocketAddress source,
        InetSocketAddress destination,
        Transport transport,
        byte[] bytes) {

    /** As this server sees it. */
    public enum Direction {
        RECEIVED,
        SENT
    }

    /** The Call-ID, searched for on each call; absent when there is none. */
    public Optional<String> callId() {
        for (var line = nextLine(0); line < bytes.length && !isLineEnd(line); line = nextLine(line)) {
            var colon = nameEnd(line);
            if (colon < bytes.length && bytes[colon] == ':') {
                return word(colon + 1);
            }
        }
        return Optional.empty();
    }

    /** Where the colon should stand after the field's name or its compact name; the end if the line has neither. */
    private int nameEnd(int line) {
        var at = named(line, "call-id") ? line + 7 : named(line, "i") ? line + 1 : bytes.length;
        return skipBlanks(at);
    }

    private boolean named(int line, String lowerCase) {
        if (line + lowerCase.length() > bytes.length) {
            return false;
        }
        for (var i = 0; i < lowerCase.length(); i++) {
            if (Character.toLowerCase((char) bytes[line + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The word after blanks and line folds (RFC 3261 section 25.1, LWS). */
    private Optional<String> word(int colon) {
        var from = skipBlanks(colon);
        while (from < bytes.length && isLineEnd(from) && isBlank(nextLine(from))) {
            from = skipBlanks(nextLine(from));
        }
        var to = from;
        while (to < bytes.length && !isLineEnd(to) && !isBlank(to)) {
            to++;
        }
        return to == from ? Optional.empty() : Optional.of(new String(bytes, from, to - from, UTF_8));
    }

    private int nextLine(int from) {
        var at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.length);
    }

    private int skipBlanks(int from) {
        var at = from;
        while (isBlank(at)) {
            at++;
        }
        return at;
    }

    private boolean isBlank(int at) {
        return at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t');
    }

    private boolean isLineEnd(int at) {
        return bytes[at] == '\r' || bytes[at] == '\n';
    }
}
