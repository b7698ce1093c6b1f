package org.sipverify.policy.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.number.NumberPattern;

class NumberSetTest {
    /** Every pattern means the same alone and in a set. */
    @Test
    void matchesWhatItsPatternsMatch() {
        var texts = List.of(
                "+15551234567",
                "15551234567",
                "0044*",
                "00449001",
                "+44*",
                "+4420*",
                "4420*",
                "*",
                "",
                "alice",
                "a*b",
                "*77",
                "0",
                "00",
                "007",
                "+15550000-+15550010",
                "15550000-15550010",
                "1234",
                "12345678901234567890",
                "+12345678901234567890",
                "urn:service:sos");
        var numbers = Stream.concat(
                        texts.stream().map(text -> text.replace("*", "")),
                        Stream.of(
                                "+442079460123",
                                "+449001",
                                "+441",
                                "0044123",
                                "442012",
                                "+15550005",
                                "15550005",
                                "+155500051",
                                "7",
                                "07",
                                "+0",
                                "axb",
                                "+77",
                                "alic",
                                "alice2",
                                "+1234",
                                "+2345678901"))
                .toList();

        for (var text : texts) {
            var pattern = NumberPattern.parse(text);
            var set = NumberSet.of(List.of(pattern));
            var read = new NumberSet.Builder();
            read.add(text);
            var same = read.build();
            for (var number : numbers) {
                assertEquals(pattern.matches(number), set.matches(number), text + " and " + number);
                assertEquals(pattern.matches(number), same.matches(number), text + " and " + number);
            }
        }
    }

    /** By its structure: of a hundred thousand numbers and as many beginnings none is tried by itself. */
    @Test
    void numbersAndBeginningsAreNotTriedOneByOne() {
        var random = new Random(5);
        var patterns = new ArrayList<NumberPattern>();
        IntStream.range(0, 100_000).forEach(i -> patterns.add(NumberPattern.parse("+4420" + (10_000_000 + i))));
        IntStream.range(0, 100_000).forEach(i -> patterns.add(NumberPattern.parse("+1" + (2_000_000 + i) + "*")));
        patterns.add(NumberPattern.parse("+33*99"));
        patterns.add(NumberPattern.parse("+4930000-+4930999"));

        var set = NumberSet.of(patterns);

        assertEquals(2, set.others());
        assertTrue(random.ints(1000, 0, 100_000).allMatch(i -> set.matches("+4420" + (10_000_000 + i))));
        assertTrue(random.ints(1000, 0, 100_000).allMatch(i -> set.matches("+1" + (2_000_000 + i) + "555")));
        assertTrue(set.matches("+33199") && set.matches("+4930500"));
        assertFalse(set.matches("+442010100000") || set.matches("+1555") || set.matches("+4420") || set.matches(""));
    }

    @Test
    void ofBeginningsTheShortestCounts() {
        var set = NumberSet.of(Stream.of("+4420*", "+44*", "+441*", "+45*", "+4*")
                .map(NumberPattern::parse)
                .toList());

        assertTrue(Stream.of("+4420", "+449", "+45", "+4", "+49").allMatch(set::matches));
        assertFalse(set.matches("+5"));
    }
}
