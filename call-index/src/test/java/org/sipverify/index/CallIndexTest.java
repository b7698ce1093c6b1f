package org.sipverify.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.index.Calls.START;
import static org.sipverify.index.Calls.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.Eventually;

class CallIndexTest extends RunningIndex {
    @Test
    void aCallIsFoundWhileTheServerRuns() throws IOException {
        try (var index = start()) {
            offer(index, 1);

            Eventually.isTrue(() -> count(index) == 1);
            assertEquals(1, events.written.get());
            assertEquals(Optional.empty(), index.problem());
            assertTrue(index.size() > 0);
        }
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void whatWaitsIsWrittenBeforeTheEnd() throws IndexException {
        try (var index = start()) {
            IntStream.range(0, 900).forEach(i -> offer(index, i));
        }

        assertEquals(900, new IndexReader(file).count());
        assertEquals(0, events.lost.get());
    }

    @Test
    void theSameCallTwiceIsOneRowAndTheLaterOneCounts() throws IndexException {
        try (var index = start()) {
            offer(index, 1);
            index.offer(START, () -> call(1, "+1666", "+4420"));
        }

        assertEquals(
                "+1666",
                new IndexReader(file).search(Query.ALL).calls().get(0).parties().caller());
    }

    @Test
    void aFullQueueLosesRowsAndCountsThemAndNeverWaits() throws Exception {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var index = start(new IndexConfig(file, KEEP, LARGE, 100))) {
            index.offer(START, () -> {
                writing.countDown();
                await(goOn);
                return call(0, "+1555", "+44");
            });
            writing.await();
            IntStream.rangeClosed(1, 130).forEach(i -> offer(index, i));

            assertEquals(100, index.queued());
            assertEquals(30, events.lost.get());
            goOn.countDown();
            Eventually.isTrue(() -> count(index) == 101);
        }

        try (var next = start()) {
            assertEquals(Optional.of(START.plusSeconds(101)), next.awaitMissing(), "the first that was lost");
            next.complete();
        }
        try (var third = start()) {
            assertEquals(Optional.empty(), third.awaitMissing());
        }
    }

    @Test
    void refusedInvitesLeaveHalfOfTheQueueToCalls() throws Exception {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var index = start(new IndexConfig(file, KEEP, LARGE, 100))) {
            index.offer(START, () -> {
                writing.countDown();
                await(goOn);
                return call(0, "+1555", "+44");
            });
            writing.await();
            IntStream.rangeClosed(1, 80).forEach(i -> index.offerRefused(() -> call(i, "+1555", "+44")));
            IntStream.rangeClosed(81, 130).forEach(i -> offer(index, i));

            assertEquals(30, events.lost.get());
            assertEquals(100, index.queued());
            goOn.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRowThatCannotBeMadeKeepsNoOtherFromBeingWritten() {
        try (var index = start()) {
            index.offer(START, () -> {
                throw new IllegalStateException("a bug");
            });
            Eventually.isTrue(() -> events.bugs.size() == 1);
            offer(index, 1);

            Eventually.isTrue(() -> count(index) == 1);
        }
    }

    @Test
    void theFileOfAVconIsNotedAndForgottenWhenItIsRemoved() throws IndexException {
        var call = call(1, "+15551", "+4420");
        try (var index = start()) {
            index.offer(START, () -> call);
            index.filed(filed(call, "2026/11/20/1.vcon"), START);
        }
        assertEquals("2026/11/20/1.vcon", vconOf(call));

        try (var index = start()) {
            index.filed(filed(call, ""), START);
        }
        assertEquals("", vconOf(call));
    }

    @Test
    void aVconWhoseCallIsMissingBringsIt() throws IndexException {
        var call = call(1, "+15551", "+4420");
        try (var index = start()) {
            index.filed(new FiledVcon(call.uuid(), "1.vcon", () -> Optional.of(call)), START);
            index.filed(new FiledVcon(call(2, "", "").uuid(), "2.vcon", Optional::empty), START);
        }

        assertEquals(Optional.of(call), new IndexReader(file).find(call.uuid()));
        assertEquals(1, new IndexReader(file).count());
    }

    private static FiledVcon filed(IndexedCall call, String file) {
        return new FiledVcon(call.uuid(), file, () -> {
            throw new AssertionError("the call is there");
        });
    }

    private String vconOf(IndexedCall call) throws IndexException {
        return new IndexReader(file).find(call.uuid()).orElseThrow().handling().vcon();
    }

    @Test
    void callsThatAreTooOldLeave() {
        now.set(START.plus(KEEP).plusSeconds(10));
        try (var index = start()) {
            IntStream.range(0, 20).forEach(i -> offer(index, i));

            Eventually.isTrue(() -> events.written.get() == 20);
        }
        try (var index = start()) {
            Eventually.isTrue(() -> count(index) == 10);
        }
        assertEquals(10, events.removed.get());
    }

    @Test
    void theOldestLeaveUntilTheIndexIsSmallEnough() throws IndexException {
        try (var index = start()) {
            for (int i = 0; i < 5000; i++) {
                offer(index, i);
                if (i % 500 == 0) {
                    Eventually.isTrue(() -> index.queued() == 0);
                }
            }
        }
        int all = events.written.get();
        long size = file.toFile().length();
        assertEquals(5000, all);

        try (var index = start(new IndexConfig(file, KEEP, size / 2, 1000))) {
            Eventually.isTrue(() -> file.toFile().length() <= size / 2);
        }
        var reader = new IndexReader(file);
        assertEquals(5000 - events.removed.get(), reader.count());
        assertTrue(reader.count() > 1000, () -> events.removed + " removed");
        assertEquals(4999, reader.search(Query.ALL).calls().get(0).uuid().getMostSignificantBits());
    }

    @Test
    void everyScriptIsThereAndNoneBesides() {
        for (var script : Schema.SCRIPTS) {
            assertTrue(Schema.text(script).contains("CREATE"), script);
        }
        var next = "%03d-".formatted(Schema.SCRIPTS.size() + 1);
        assertTrue(Schema.SCRIPTS.stream().noneMatch(it -> it.startsWith(next)));
        assertEquals(
                IntStream.rangeClosed(1, Schema.SCRIPTS.size())
                        .mapToObj("%03d-"::formatted)
                        .toList(),
                Schema.SCRIPTS.stream().map(it -> it.substring(0, 4)).toList());
    }
}
