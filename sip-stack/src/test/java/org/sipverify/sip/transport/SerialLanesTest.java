package org.sipverify.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SerialLanesTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void whatGoesFirstOvertakesTheRestAndEachKeepsItsOrder() throws Exception {
        try (var lanes = new SerialLanes(1, 10)) {
            hold(lanes);
            for (var name : List.of("a", "b")) {
                assertTrue(lanes.offer(0, false, false, () -> done.add(name)));
            }
            for (var name : List.of("A", "B")) {
                assertTrue(lanes.offer(0, true, false, () -> done.add(name)));
            }
            goOn.countDown();
            lanes.settle();

            assertEquals(List.of("A", "B", "a", "b"), done);
        }
    }

    @Test
    void theRoomOfOneKindIsNotTakenByTheOther() throws Exception {
        try (var lanes = new SerialLanes(1, 2)) {
            hold(lanes);
            assertTrue(lanes.offer(0, false, false, () -> done.add("a")));
            assertFalse(lanes.offer(0, false, false, () -> done.add("too many"))); // the one under way counts
            assertTrue(lanes.offer(0, true, false, () -> done.add("A")));
            assertTrue(lanes.offer(0, true, false, () -> done.add("B")));
            assertFalse(lanes.offer(0, true, false, () -> done.add("too many")));
            goOn.countDown();
            lanes.settle();

            assertEquals(List.of("A", "B", "a"), done);
        }
    }

    private void hold(SerialLanes lanes) throws InterruptedException {
        var begun = new CountDownLatch(1);
        assertTrue(lanes.offer(0, false, false, () -> {
            begun.countDown();
            await();
        }));
        begun.await();
    }

    private void await() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
