package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.CapturedLog;

class ParserLoggerTest {
    private static final String TEXT = "Bad message:\r\nIdentity: eyJhbGciOiJFZERTQSJ9.e30.c2ln";

    private final ParserLogger logger = new ParserLogger();

    /** Its texts hold messages of peers, and PASSporTs with them. */
    @Test
    void whatTheStackSaysOfAMessageIsNotLoggedAtDebug() {
        try (var log = new CapturedLog(ParserLogger.class.getName(), Level.DEBUG)) {
            say();

            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void itIsLoggedAtTraceOnOneLine() {
        try (var log = new CapturedLog(ParserLogger.class.getName(), Level.TRACE)) {
            say();

            assertEquals(4, log.lines().size());
            assertEquals(
                    "TRACE Bad message: Identity: eyJhbGciOiJFZERTQSJ9.e30.c2ln",
                    log.lines().get(0));
        }
    }

    private void say() {
        logger.logError(TEXT);
        logger.logError(TEXT, new IllegalStateException(TEXT));
        logger.logWarning(TEXT);
        logger.logException(new IllegalStateException(TEXT));
    }
}
