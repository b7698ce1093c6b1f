package org.sipverify.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.stack.SIPStackTimerTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ticks of transactions, which can be had sooner. None comes by itself here: it would after an hour. */
class JainTimerTest {
    private static final long HOUR = 3_600_000;

    private final JainTimer timer = new JainTimer();
    private final AtomicInteger ticks = new AtomicInteger();

    private final SIPStackTimerTask tick = new SIPStackTimerTask() {
        @Override
        public void runTask() {
            ticks.incrementAndGet();
            timer.cancel(this);
        }

        @Override
        public Object getThreadHash() {
            return "call-1";
        }
    };

    JainTimerTest() {
        timer.start(null, null);
    }

    @AfterEach
    void stop() {
        timer.stop();
    }

    @Test
    void theTickThatAMessageBeganCanBeHadAtOnceAndOnce() {
        var begun = timer.begunBy(() -> timer.scheduleWithFixedDelay(tick, HOUR, HOUR));

        assertTrue(begun.isPresent());
        assertEquals(0, ticks.get());
        begun.get().hurry();
        begun.get().hurry();

        assertEquals(1, ticks.get());
    }

    @Test
    void aTickThatWasCancelledIsNotMadeUpFor() {
        var begun = timer.begunBy(() -> timer.scheduleWithFixedDelay(tick, HOUR, HOUR));

        timer.cancel(tick);
        begun.orElseThrow().hurry();

        assertEquals(0, ticks.get());
    }

    @Test
    void aTickOfAnEarlierMessageIsNotTakenForThisOnes() {
        timer.scheduleWithFixedDelay(tick, HOUR, HOUR);

        assertFalse(timer.begunBy(() -> {}).isPresent());
    }

    @Test
    void whatComesOnceIsNoTick() {
        assertFalse(timer.begunBy(() -> timer.schedule(tick, HOUR)).isPresent());
    }
}
