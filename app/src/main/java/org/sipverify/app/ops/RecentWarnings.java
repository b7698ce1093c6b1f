package org.sipverify.app.ops;

import java.time.Instant;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.sipverify.formats.text.PlainText;

/** The last warnings and errors of the log, as far as the level of the log lets them through. */
public final class RecentWarnings implements AutoCloseable {
    private static final int LONGEST = 2048;

    private final Latest<Warning> latest = new Latest<>();
    private final Memory memory = new Memory();

    /**
     * A line of the log, without a stack.
     *
     * @param time ISO 8601
     * @param level WARN, ERROR or FATAL
     * @param logger the class that said it, without its package
     */
    public record Warning(String time, String level, String logger, String message) {}

    /** Begins to listen. */
    public static RecentWarnings listen() {
        var warnings = new RecentWarnings();
        warnings.memory.start();
        var context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().addAppender(warnings.memory, Level.WARN, null);
        context.updateLoggers();
        return warnings;
    }

    /** The latest first. */
    public List<Warning> all() {
        return latest.all();
    }

    @Override
    public void close() {
        var context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().removeAppender(memory.getName());
        context.updateLoggers();
        memory.stop();
    }

    private final class Memory extends AbstractAppender {
        Memory() {
            super("recent-warnings-" + System.nanoTime(), null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            var logger = event.getLoggerName();
            latest.add(new Warning(
                    Instant.ofEpochMilli(event.getTimeMillis()).toString(),
                    event.getLevel().name(),
                    logger.substring(logger.lastIndexOf('.') + 1),
                    PlainText.cut(event.getMessage().getFormattedMessage(), LONGEST)));
        }
    }
}
