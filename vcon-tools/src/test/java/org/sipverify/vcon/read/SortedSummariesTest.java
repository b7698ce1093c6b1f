package org.sipverify.vcon.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedSummariesTest {
    /** "09Z" is before "09.001Z" in time and after it as text. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void theOrderIsThatOfTimeHoweverFewAreHeld(int held) throws Exception {
        var times = new ArrayList<>(IntStream.range(0, 50)
                .mapToObj(i -> java.time.Instant.ofEpochMilli(1_795_168_800_000L + i * 250L)
                        .toString())
                .toList());
        var shuffled = new ArrayList<>(times);
        java.util.Collections.shuffle(shuffled, new Random(7));

        var drained = new ArrayList<String>();
        try (var sorted = new SortedSummaries(held)) {
            for (var time : shuffled) {
                sorted.add(new Summary(time, "u", "", "", "", "", "", "", List.of("a", "b"), "\"f\n"));
            }
            sorted.drain(summary -> {
                drained.add(summary.time());
                assertEquals(List.of("a", "b"), summary.callIds());
            });
        }

        assertEquals(times, drained);
    }
}
