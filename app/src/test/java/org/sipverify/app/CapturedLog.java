package org.sipverify.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** What a logger or a package says from INFO upwards, one "LEVEL message" a line, until it is closed. */
public final class CapturedLog implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = LoggerContext.getContext(false);
    private final LoggerConfig before;
    private final LoggerConfig captured;

    public CapturedLog(String logger) {
        this(logger, "%p %m");
    }

    /** Each event as a layout of that pattern writes it. */
    public CapturedLog(String logger, String pattern) {
        var layout = PatternLayout.newBuilder().setPattern(pattern).build();
        var appender = new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                lines.add(layout.toSerializable(event));
            }
        };
        appender.start();
        before = context.getConfiguration().getLoggers().get(logger);
        captured = new LoggerConfig(logger, Level.INFO, true);
        captured.addAppender(appender, Level.INFO, null);
        replace(captured);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    private void replace(LoggerConfig config) {
        context.getConfiguration().removeLogger(config.getName());
        context.getConfiguration().addLogger(config.getName(), config);
        context.updateLoggers();
    }

    @Override
    public void close() {
        if (before != null) {
            replace(before);
        } else {
            context.getConfiguration().removeLogger(captured.getName());
            context.updateLoggers();
        }
    }
}
