package org.sipverify.app.ops;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** The level of the log while it is in use. */
public final class LogLevel {
    /** Has the log take this level, such as INFO, from now on. */
    public static void set(String level) {
        Configurator.setRootLevel(Level.valueOf(level));
    }

    private LogLevel() {}
}
