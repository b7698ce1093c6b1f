package org.sipverify.sip.testbed;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** How many characters have been logged since it was made. */
public final class LogGrowth implements AutoCloseable {
    private final AtomicLong characters = new AtomicLong();
    private final LoggerContext context = LoggerContext.getContext(false);
    private final Counting counting = new Counting();

    public LogGrowth() {
        counting.start();
        context.getRootLogger().addAppender(counting);
    }

    public long characters() {
        return characters.get();
    }

    @Override
    public void close() {
        context.getRootLogger().removeAppender(counting);
    }

    private final class Counting extends AbstractAppender {
        Counting() {
            super("log growth", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            characters.addAndGet(event.getMessage().getFormattedMessage().length());
        }
    }
}
