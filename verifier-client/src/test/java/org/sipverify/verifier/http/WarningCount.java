package org.sipverify.verifier.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Counts what a class warns of, until it is closed. */
final class WarningCount implements AutoCloseable {
    private final AtomicInteger warnings = new AtomicInteger();
    private final LoggerContext context = LoggerContext.getContext(false);
    private final String logger;

    WarningCount(Class<?> of) {
        this.logger = of.getName();
        var appender = new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                warnings.incrementAndGet();
            }
        };
        appender.start();
        var config = new LoggerConfig(logger, Level.WARN, true);
        config.addAppender(appender, Level.WARN, null);
        context.getConfiguration().addLogger(logger, config);
        context.updateLoggers();
    }

    int get() {
        return warnings.get();
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(logger);
        context.updateLoggers();
    }
}
