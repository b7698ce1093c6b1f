package org.sipverify.app.ops;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.core.impl.ReusableLogEventFactory;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.show.Terminal;

/**
 * Makes the log's events, and escapes in them all characters that are not visible: a caller's text can neither begin a line of
 * its own nor turn the reading direction. It stands between the log statements and the log configuration, so that neither
 * can forget it. Public because log4j makes it by name, as {@code log4j2.component.properties} requires.
 */
public final class EscapingEventFactory extends ReusableLogEventFactory {
    @Override
    public LogEvent createEvent(
            String logger,
            @Nullable Marker marker,
            String caller,
            @Nullable StackTraceElement location,
            Level level,
            Message message,
            @Nullable List<Property> properties,
            @Nullable Throwable thrown) {
        var event = super.createEvent(
                logger, marker, caller, location, level, escaped(message), properties, escaped(thrown));
        if (event instanceof MutableLogEvent mutable) {
            escapeContext(mutable);
        }
        return event;
    }

    private static @Nullable Throwable escaped(@Nullable Throwable thrown) {
        return thrown == null ? null : EscapedThrowable.of(thrown);
    }

    private static Message escaped(Message message) {
        var text = message.getFormattedMessage();
        return isPlain(text) ? message : new SimpleMessage(Terminal.safe(text));
    }

    /** The Call-ID stands in the context of a call's lines, where a log configuration may ask for it. */
    private static void escapeContext(MutableLogEvent event) {
        var context = event.getContextData();
        if (!context.isEmpty()) {
            var escaped = ContextDataFactory.createContextData(context.size());
            context.forEach((key, value) -> escaped.putValue(key, escaped(String.valueOf(value))));
            event.setContextData(escaped);
        }
    }

    static String escaped(String text) {
        return isPlain(text) ? text : Terminal.safe(text);
    }

    /** Most lines are ASCII, and need no closer look. */
    private static boolean isPlain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
