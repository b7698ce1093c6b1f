package org.sipverify.vcon.delivery;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.vcon.delivery.DeliveryMeter.Quarantine;

/** What is logged about one endpoint: each change once, and of what repeats itself one line a minute. */
final class DeliveryLog {
    private static final Logger LOG = LogManager.getLogger(Delivery.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final String endpoint;

    // Guarded by this.
    private long quarantineQuietUntil = System.nanoTime();
    private long diskQuietUntil = System.nanoTime();
    private int unsaid;

    DeliveryLog(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Recovery is logged too. */
    void back() {
        LOG.info("vCon endpoint {} accepts vCons again", endpoint);
    }

    void resting(String why) {
        LOG.warn("vCon endpoint {} is failing: {}; its vCons wait in the store", endpoint, why);
    }

    void queue(int depth, boolean tooLong) {
        if (tooLong) {
            LOG.warn("vCon endpoint {} has {} vCons in a queue; more wait in the store", endpoint, depth);
        } else {
            LOG.info("vCon endpoint {} has room in its queues again", endpoint);
        }
    }

    void paused(int status) {
        LOG.error(
                "vCon endpoint {} answers HTTP {}: its key or URL is wrong; its vCons wait in the store until it accepts"
                        + " one",
                endpoint,
                status);
    }

    synchronized void quarantined(QueuedVcon item, Quarantine why) {
        unsaid++;
        if (System.nanoTime() - quarantineQuietUntil >= 0) {
            quarantineQuietUntil = System.nanoTime() + QUIET;
            LOG.warn(
                    "vCon endpoint {}: quarantined vCon {}: {}; {} since the last such line",
                    endpoint,
                    item.uuid(),
                    why,
                    unsaid);
            unsaid = 0;
        }
    }

    synchronized void disk(String action, Exception problem) {
        if (System.nanoTime() - diskQuietUntil >= 0) {
            diskQuietUntil = System.nanoTime() + QUIET;
            LOG.error("vCon endpoint {}: cannot {}: {}", endpoint, action, IoFailure.text(problem));
        }
    }

    void bug(RuntimeException bug) {
        LOG.error("vCon endpoint {}: internal error", endpoint, bug);
    }
}
