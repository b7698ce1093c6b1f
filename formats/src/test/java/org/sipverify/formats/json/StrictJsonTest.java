package org.sipverify.formats.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        return StrictJson.objectOrNone(json.getBytes(UTF_8)).isPresent();
    }

    @Test
    void numbersAreWrittenAsTheyWereRead() throws Exception {
        var json = "{\"duration\":66.500,\"sip_cseq\":4294967295,\"x\":1E+2}";

        assertEquals(json, new String(StrictJson.bytes(StrictJson.object(json.getBytes(UTF_8))), UTF_8));
    }

    @ParameterizedTest
    @MethodSource
    void refuses(String json, String said) {
        var mistake = assertThrows(MalformedJsonException.class, () -> StrictJson.object(json.getBytes(ISO_8859_1)));

        assertTrue(mistake.getMessage().contains(said), mistake.getMessage());
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                argumentSet("nothing", "", "empty"),
                argumentSet("a list", "[]", "not a JSON object"),
                argumentSet("broken off", "{", "line 1"),
                argumentSet("a name twice", "{\"a\":1,\"a\":2}", "uplicate"),
                argumentSet("text behind it", "{} {}", "railing"),
                argumentSet("a comment", "/* */ {}", "omment"),
                argumentSet("not UTF-8", "{\"a\":\"\u00fc\"}", "UTF-8"),
                argumentSet("an absurd exponent", "{\"a\":1e99999999999}", "number"),
                argumentSet("too many digits", "{\"a\":" + "1".repeat(1001) + "}", "1001"),
                argumentSet("too deep", "{\"a\":" + "[".repeat(101), "depth"));
    }

    @Test
    void ofValuesUnderOneNameTheLastCountsWhereThatIsAskedFor() throws Exception {
        assertEquals(
                2,
                StrictJson.parseLastWins("{\"a\":1,\"a\":2}".getBytes(UTF_8))
                        .path("a")
                        .asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1",
        "1.5, 1",
        "1795828595.7, 1795828595",
        "1e-400, ",
        "true, ",
        "'\"1\"', ",
        "-1, ",
        "253402300800, ",
        "1e400, "
    })
    void secondsLoseTheirFraction(String json, Long seconds) throws Exception {
        var read = StrictJson.seconds(StrictJson.parse(json.getBytes(UTF_8)));

        assertEquals(seconds == null ? OptionalLong.empty() : OptionalLong.of(seconds), read);
    }
}
