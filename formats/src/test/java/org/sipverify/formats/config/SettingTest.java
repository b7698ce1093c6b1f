package org.sipverify.formats.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and their mistakes, as operators see them. */
class SettingTest {
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "'\"500 ms\"', 500",
        "2s, 2000",
        "1 minute, 60000",
        "1.5 s, 1500",
        "0, 0",
        "0 s, 0",
        "24h, 86400000"
    })
    void durationsHaveAUnit(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), read(text).duration("key", Duration.ZERO, DAY));
    }

    @ParameterizedTest
    @CsvSource({"2.5, 2500", "3, 3000", "'\"5.0\"', 5000", "500ms, 500", "1 minute, 60000"})
    void bareNumbersAreSecondsWhereThatIsSaid(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), read(text).seconds("key", Duration.ZERO, DAY));
    }

    @ParameterizedTest
    @CsvSource({"1024 B, 1024", "64 KiB, 65536", "1 MB, 1000000", "0, 0", "50 GiB, 53687091200", "'\"2k\"', 2048"})
    void sizesHaveAUnit(String text, long bytes) {
        assertEquals(bytes, read(text).size("key", 0, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"5070, 5070", "'\"5070\"', 5070", "7.0, 7", "-3, -3", "0044, 44"})
    void wholeNumbers(String text, int number) {
        assertEquals(number, read(text).whole("key", -10, 10_000));
    }

    @ParameterizedTest
    @MethodSource
    void saysWhatIsAllowed(String value, Consumer<ConfigSection> reading, String said) {
        var section = read(value);

        var mistake = assertThrows(ConfigException.class, () -> reading.accept(section));

        assertEquals("sip-verify.conf: 2: part.key: " + said, mistake.getMessage());
    }

    static Stream<Arguments> saysWhatIsAllowed() {
        return Stream.of(
                row(
                        "number too large",
                        "70000",
                        it -> it.whole("key", 1, 65_535),
                        "must be a whole number from 1 to 65535, not 70000"),
                row(
                        "number that is a fraction",
                        "1.5",
                        it -> it.whole("key", 1, 9),
                        "must be a whole number from 1 to 9, not 1.5"),
                row(
                        "word for a number",
                        "many",
                        it -> it.whole("key", 1L, Long.MAX_VALUE),
                        "must be a whole number of at least 1, not \"many\""),
                row("list for a number", "[1]", it -> it.whole("key", 1, 9), "must be text, not a list"),
                row("block for text", "{ a = 1 }", it -> it.text("key"), "must be text, not a block in braces"),
                row("text for a block", "x", it -> it.section("key"), "must be a block in braces, as in { ... }"),
                row("text for blocks", "x", it -> it.sections("key"), "must be a list, as in [ { ... }, { ... } ]"),
                row(
                        "duration without unit",
                        "90",
                        it -> it.duration("key", Duration.ZERO, DAY),
                        "has no unit: write 90 s, 90 ms or 90 minutes"),
                row(
                        "duration in quotes without unit",
                        "\"90\"",
                        it -> it.duration("key", Duration.ZERO, DAY),
                        "has no unit: write 90 s, 90 ms or 90 minutes"),
                row(
                        "zero where it is too short",
                        "0",
                        it -> it.duration("key", Duration.ofMillis(1), DAY),
                        "must be 1 ms to 1 day, not 0"),
                row(
                        "negative duration",
                        "-1s",
                        it -> it.duration("key", Duration.ZERO, Duration.ofMinutes(10)),
                        "must be 0 s to 10 minutes, not \"-1s\""),
                row(
                        "duration that is none",
                        "soon",
                        it -> it.duration("key", Duration.ZERO, DAY),
                        "must be a duration such as 500 ms, 5 s or 10 minutes, not \"soon\""),
                row(
                        "seconds in another form",
                        "1e3",
                        it -> it.seconds("key", Duration.ZERO, DAY),
                        "must be a plain number of seconds or a duration such as 500 ms, not 1e3"),
                row(
                        "too many seconds",
                        "601",
                        it -> it.seconds("key", Duration.ofMillis(1), Duration.ofMinutes(10)),
                        "must be 1 ms to 10 minutes, not 601"),
                row(
                        "size without unit",
                        "64",
                        it -> it.size("key", 0, 1 << 20),
                        "has no unit: write 64 KiB, 64 MiB or 64 B"),
                row(
                        "size too small",
                        "1 B",
                        it -> it.size("key", 1024, 64 << 20),
                        "must be 1 KiB to 64 MiB, not \"1 B\""),
                row(
                        "size without upper limit",
                        "1 B",
                        it -> it.size("key", 1025, Long.MAX_VALUE),
                        "must be at least 1025 B, not \"1 B\""),
                row(
                        "size that is none",
                        "big",
                        it -> it.size("key", 0, 9),
                        "must be a size such as 64 KiB or 50 GiB, not \"big\""),
                row("fraction", "0", it -> it.fraction("key"), "must be more than 0 and at most 1, not 0"),
                row("flag", "maybe", it -> it.flag("key"), "must be true or false, not \"maybe\""),
                row(
                        "word",
                        "sctp",
                        it -> it.choice("key", "udp", "tcp", "tls"),
                        "must be udp, tcp or tls, not \"sctp\""),
                row("file name", "\"\\u0000\"", it -> it.file("key"), "is not a valid file name"),
                row("reader's complaint", "x", it -> it.read("key", Integer::valueOf), "For input string: \"x\""));
    }

    private static Arguments row(String name, String value, Consumer<ConfigSection> reading, String said) {
        return argumentSet(name, value, reading, said);
    }

    private static ConfigSection read(String value) {
        var options = ConfigParseOptions.defaults().setOriginDescription("sip-verify.conf");
        return ConfigSection.root(ConfigFactory.parseString("\npart.key = " + value, options))
                .section("part");
    }
}
