package org.sipverify.sip.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.trace.TracedMessage.Direction;
import org.sipverify.sip.transport.SentBy;

/** Writes each message on one line of the logger {@code sip.trace}, at TRACE: bodies and PASSporTs are in it. */
public final class LoggingTrace implements MessageTrace {
    private static final Logger LOG = LogManager.getLogger("sip.trace");

    private LoggingTrace() {}

    /** Such a trace if that logger is enabled at TRACE, otherwise none. */
    public static MessageTrace ifEnabled() {
        return LOG.isTraceEnabled() ? new LoggingTrace() : NONE;
    }

    @Override
    public void message(TracedMessage message) {
        var received = message.direction() == Direction.RECEIVED;
        LOG.trace(
                "{} {} {} {}: {}",
                message.transport().token(),
                SentBy.of(received ? message.destination() : message.source()),
                received ? "<-" : "->",
                SentBy.of(received ? message.source() : message.destination()),
                escaped(message.bytes()));
    }

    /** Printable ASCII is kept; other octets are escaped as in a Java string. */
    private static String escaped(byte[] bytes) {
        var text = new StringBuilder(bytes.length + 64);
        for (var c : new String(bytes, ISO_8859_1).toCharArray()) {
            switch (c) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c >= ' ' && c < 0x7f) {
                        text.append(c);
                    } else {
                        text.append("\\x%02x".formatted((int) c));
                    }
                }
            }
        }
        return text.toString();
    }
}
