package org.sipverify.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.CapturedLog;

class LogRateLimitTest {
    private static final Logger LOG = LogManager.getLogger(LogRateLimitTest.class);

    private final CapturedLog log = new CapturedLog("org.sipverify.app");
    private long nanos = Long.MAX_VALUE - 10; // it overflows during the tests
    private final LogRateLimit limit = LogRateLimit.install(() -> nanos);

    @AfterEach
    void close() {
        limit.close();
        log.close();
    }

    @Test
    void oneCauseIsLoggedTenTimesAMinuteAndThenCounted() {
        for (var i = 0; i < 1_000; i++) {
            LOG.warn("could not send {}: {}", 302, "reason " + i);
        }
        assertEquals(11, log.lines().size());
        assertEquals("WARN could not send 302: reason 9", log.lines().get(9));
        assertEquals(
                "WARN for a minute no further line like this is logged: could not send {}: {}",
                log.lines().get(10));

        nanos += TimeUnit.MINUTES.toNanos(1);
        LOG.warn("could not send {}: {}", 302, "again");

        assertEquals(
                List.of(
                        "WARN 990 lines like this were not logged: could not send {}: {}",
                        "WARN could not send 302: again"),
                log.lines().subList(11, 13));
    }

    @Test
    void otherCausesAreLoggedMeanwhile() {
        for (var i = 0; i < 100; i++) {
            LOG.warn("one");
        }
        LOG.warn("another");

        assertTrue(log.lines().contains("WARN another"), log.lines().toString());
    }

    @Test
    void everyFormOfALogStatementCounts() {
        var thrown = new IOException("x");
        for (var i = 0; i < 100; i++) {
            LOG.error("text");
            LOG.error("text and stack", thrown);
            LOG.error("{} value", 1);
            LOG.error("{} {} values", 1, 2);
            LOG.error("{} {} {} values", 1, 2, 3);
            LOG.error("{} {} {} {} {} values", 1, 2, 3, 4, 5);
            LOG.error(List.of("object"));
            LOG.error(() -> "put together");
            LOG.fatal("the end of {}", 1);
            LOG.atError().withThrowable(thrown).log("built {}", 1);
        }

        assertEquals(10 * 11, log.lines().size(), log.lines().toString());
    }

    @Test
    void whatIsNoWarningPasses() {
        for (var i = 0; i < 100; i++) {
            LOG.info("Verification complete: call_id={}", i);
        }

        assertEquals(100, log.lines().size());
    }

    /** Texts that hold a caller's words must not fill the memory in place of the log. */
    @Test
    void textsWithoutEndShareOnePlace() {
        for (var i = 0; i < 10_000; i++) {
            LOG.warn("put together " + i);
        }

        assertTrue(log.lines().size() <= 500 + 11, () -> log.lines().size() + " lines");
    }

    /** log4j reads it anew when it is told to watch its file. */
    @Test
    void aNewConfigurationHasItToo() {
        LoggerContext.getContext(false).reconfigure();
        try (var after = new CapturedLog("org.sipverify.app")) {
            for (var i = 0; i < 100; i++) {
                LOG.warn("after {}", i);
            }

            assertEquals(11, after.lines().size());
        }
    }
}
