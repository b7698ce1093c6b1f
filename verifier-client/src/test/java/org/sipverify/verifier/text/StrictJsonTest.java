package org.sipverify.verifier.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrictJsonTest {
    /** Jackson's hash of a name is 33 times that of its beginning, plus the next character. */
    @Test
    void namesThatCollideSpoilNothingForTheTextsThatFollow() {
        var hostile = names(List.of("ab", "bA"), 10);
        for (int i = 0; i < 3; i++) {
            assertTrue(reads(hostile));
        }

        var others = IntStream.range(0, 5_000).mapToObj(i -> "name" + i).toList();

        assertTrue(others.stream().allMatch(name -> reads(List.of(name, name + "x"))));
    }

    /** The JDK's: 31 instead of 33. */
    @Test
    void namesThatCollideInTheJdkAreRead() {
        assertTrue(reads(names(List.of("Aa", "BB"), 10)));
    }

    private static List<String> names(List<String> pieces, int count) {
        var names = List.of("");
        for (int i = 0; i < count; i++) {
            names = names.stream()
                    .flatMap(name -> pieces.stream().map(piece -> name + piece))
                    .toList();
        }
        return names;
    }

    private static boolean reads(List<String> names) {
        var json = names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));
        return StrictJson.object(json.getBytes(UTF_8)).isPresent();
    }
}
