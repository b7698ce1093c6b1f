package org.sipverify.sip.stack;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.text.PlainText;

/**
 * Passes JAIN-SIP's log on to ours. What JAIN-SIP logs as an error is nearly always a peer's bad message, so it becomes
 * TRACE, where messages may appear; only a fatal one needs a person. Public because JAIN-SIP creates it by name.
 */
public final class ParserLogger implements StackLogger {
    private static final Logger LOG = LogManager.getLogger();

    /** JAIN-SIP's texts contain whole messages from peers. */
    private static final int LONGEST = 200;

    private static void log(Level level, String text) {
        if (LOG.isEnabled(level)) {
            var line = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
            LOG.log(level, PlainText.onOneLine(line));
        }
    }

    @Override
    public void logFatalError(String text) {
        log(Level.ERROR, text);
    }

    @Override
    public void logError(String text) {
        log(Level.TRACE, text);
    }

    @Override
    public void logError(String text, Exception cause) {
        log(Level.TRACE, text + ": " + cause);
    }

    @Override
    public void logException(Throwable cause) {
        log(Level.TRACE, String.valueOf(cause));
    }

    @Override
    public void logWarning(String text) {
        log(Level.TRACE, text);
    }

    @Override
    public void logInfo(String text) {}

    @Override
    public void logDebug(String text) {}

    @Override
    public void logDebug(String text, Exception cause) {}

    @Override
    public void logTrace(String text) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    /** False for every level: with debug JAIN-SIP formats each message, with info it logs them. */
    @Override
    public boolean isLoggingEnabled() {
        return false;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return false;
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
