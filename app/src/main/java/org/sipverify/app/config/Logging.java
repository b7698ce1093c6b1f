package org.sipverify.app.config;

import java.util.Locale;

/** Passes the settings of the log to log4j2.xml, before the first logger is made. */
public final class Logging {
    /** log4j's name for a level of the configuration; WARNING is how the service description spells WARN. */
    static String level(String configured) {
        var level = configured.toUpperCase(Locale.ROOT);
        return switch (level) {
            case "TRACE", "DEBUG", "INFO", "WARN", "ERROR" -> level;
            case "WARNING" -> "WARN";
            case "CRITICAL" -> "ERROR";
            default ->
                throw new IllegalArgumentException("must be TRACE, DEBUG, INFO, WARNING or ERROR, not " + configured);
        };
    }

    public static void configure(Settings.Log log) {
        System.setProperty("sipverify.log.level", log.level());
        log.file().ifPresent(file -> System.setProperty("sipverify.log.file", file.toString()));
        log.audit().configure();
        log.access().ifPresent(file -> System.setProperty("sipverify.access.file", file.toString()));
        log.config()
                .ifPresent(file -> System.setProperty(
                        "log4j2.configurationFile", file.toUri().toString()));
        // Beans in JMX and a shutdown hook of log4j's own: the first costs start-up, the second would cut the drain
        // off.
        System.setProperty("log4j2.disableJmx", "true");
        System.setProperty("log4j2.shutdownHookEnabled", "false");
    }

    private Logging() {}
}
