package org.sipverify.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.jspecify.annotations.Nullable;

/** What a logger or a package logs, one "LEVEL message" a line, until it is closed. */
public final class CapturedLog implements AutoCloseable {
    private static final String PLAIN = "%p %m";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = LoggerContext.getContext(false);
    private final Runnable end;

    /** From INFO upwards. */
    public CapturedLog(String logger) {
        this(logger, Level.INFO, PLAIN);
    }

    public CapturedLog(String logger, Level lowest) {
        this(logger, lowest, PLAIN);
    }

    /** From INFO upwards, each event as a layout of that pattern writes it. */
    public CapturedLog(String logger, String pattern) {
        this(logger, Level.INFO, pattern);
    }

    private CapturedLog(String logger, Level lowest, String pattern) {
        var before = context.getConfiguration().getLoggers().get(logger);
        var captured = new LoggerConfig(logger, lowest, true);
        captured.addAppender(appender(pattern), lowest, null);
        replace(logger, captured);
        end = () -> replace(logger, before);
    }

    /** Everything, at the levels that the loggers have. */
    private CapturedLog() {
        var root = context.getConfiguration().getRootLogger();
        var appender = appender(PLAIN);
        root.addAppender(appender, null, null);
        context.updateLoggers();
        end = () -> {
            root.removeAppender(appender.getName());
            context.updateLoggers();
        };
    }

    /** What any logger logs at the level it has. */
    public static CapturedLog everything() {
        return new CapturedLog();
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Those at ERROR: nothing that a peer does may lead to one. */
    public List<String> errors() {
        return lines.stream().filter(line -> line.startsWith("ERROR ")).toList();
    }

    private AbstractAppender appender(String pattern) {
        var layout = PatternLayout.newBuilder()
                .setPattern(pattern)
                .setAlwaysWriteExceptions(false) // a pattern asks for them with %ex
                .build();
        var appender = new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                lines.add(layout.toSerializable(event));
            }
        };
        appender.start();
        return appender;
    }

    private void replace(String logger, @Nullable LoggerConfig config) {
        context.getConfiguration().removeLogger(logger);
        if (config != null) {
            context.getConfiguration().addLogger(logger, config);
        }
        context.updateLoggers();
    }

    @Override
    public void close() {
        end.run();
    }
}
