package org.sipverify.vcon.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;

/** Whether a journal can be written, and when to try again. Changed under the journal's lock, read by any thread. */
final class JournalHealth {
    private static final Logger LOG = LogManager.getLogger();
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);

    private final JournalMeter meter;
    private volatile boolean failing;
    private long retryAt;
    private long pause = FIRST_PAUSE;

    JournalHealth(JournalMeter meter) {
        this.meter = meter;
    }

    boolean isFailing() {
        return failing;
    }

    /** Whether another attempt makes sense now. */
    boolean mayTry() {
        return !failing || System.nanoTime() - retryAt >= 0;
    }

    void failed(IOException why) {
        if (!failing) {
            LOG.error("cannot write to the journal: {}; retrying", IoFailure.text(why));
        }
        failing = true;
        retryAt = System.nanoTime() + pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        meter.journalFailed();
    }

    void recovered() {
        if (failing) {
            LOG.info("the journal works again");
        }
        failing = false;
        pause = FIRST_PAUSE;
    }
}
