package org.sipverify.verifier.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Counts what a class warns of, until it is closed. */
final class WarningCount extends AbstractAppender implements AutoCloseable {
    private final AtomicInteger warnings = new AtomicInteger();
    private final Logger logger;

    WarningCount(Class<?> of) {
        super("warnings", null, null, true, Property.EMPTY_ARRAY);
        this.logger = (Logger) LogManager.getLogger(of);
        start();
        logger.addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLevel() == Level.WARN) {
            warnings.incrementAndGet();
        }
    }

    int get() {
        return warnings.get();
    }

    @Override
    public void close() {
        logger.removeAppender(this);
        stop();
    }
}
