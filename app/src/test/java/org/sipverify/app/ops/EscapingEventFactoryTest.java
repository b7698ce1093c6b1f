package org.sipverify.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.CapturedLog;

/** What a log configuration of an operator gets, which knows nothing of escaping. */
class EscapingEventFactoryTest {
    private static final Logger LOG = LogManager.getLogger(EscapingEventFactoryTest.class);

    private final CapturedLog log = new CapturedLog(EscapingEventFactoryTest.class.getName(), "%p %m [%X{call}]%n%ex");

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @MethodSource("invisible")
    void noInvisibleCharacterOfAParameterGetsThrough(String text, String escaped) {
        LOG.info("brand={}, decision=redirect", "ACME" + text + "gpj");

        assertEquals("INFO brand=ACME" + escaped + "gpj, decision=redirect []\n", only());
    }

    @ParameterizedTest
    @MethodSource("invisible")
    void noInvisibleCharacterOfAMessageGetsThrough(String text, String escaped) {
        LOG.warn("a" + text);

        assertEquals("WARN a" + escaped + " []\n", only());
    }

    @ParameterizedTest
    @MethodSource("invisible")
    void noInvisibleCharacterOfACallIdGetsThrough(String text, String escaped) {
        try (var ignored = CloseableThreadContext.put("call", "1" + text + "@h")) {
            LOG.info("x");
        }

        assertEquals("INFO x [1" + escaped + "@h]\n", only());
    }

    @ParameterizedTest
    @MethodSource("invisible")
    void noInvisibleCharacterOfAnExceptionGetsThrough(String text, String escaped) {
        var thrown = new IllegalStateException("state" + text, new IOException("cause" + text));
        thrown.addSuppressed(new IOException("suppressed" + text));
        LOG.error("failed", thrown);

        var lines = only().lines().toList();
        assertEquals("ERROR failed []", lines.get(0));
        assertEquals("java.lang.IllegalStateException: state" + escaped, lines.get(1));
        assertTrue(lines.get(2).startsWith("\tat org.sipverify.app.ops.EscapingEventFactoryTest."), lines.get(2));
        assertTrue(lines.contains("\tSuppressed: java.io.IOException: suppressed" + escaped), lines.toString());
        assertTrue(lines.contains("Caused by: java.io.IOException: cause" + escaped), lines.toString());
    }

    static Stream<Arguments> invisible() {
        var named = Stream.of(
                argumentSet("a line feed", "\n", "\\n"),
                argumentSet("a carriage return", "\r", "\\r"),
                argumentSet("a forged line", "x\r\nERROR [House] y", "x\\r\\nERROR [House] y"),
                argumentSet("a tabulator", "\t", "\\t"),
                argumentSet("an ANSI sequence", "\u001b[31m", "\\u001b[31m"),
                argumentSet("a bidi override among visible ones", "é\u202e€", "é\\u202e€"),
                argumentSet("a tag character", "\udb40\udc41", "\\u{e0041}"),
                argumentSet("a private character of a supplementary plane", "\udbc0\udc00", "\\u{100000}"),
                argumentSet("a noncharacter of a supplementary plane", "\ud83f\udffe", "\\u{1fffe}"),
                argumentSet("half a pair, the first", "\ud83d", "\\ud83d"),
                argumentSet("half a pair, the second", "\ude00", "\\ude00"),
                argumentSet("a pair the wrong way round", "\ude00\ud83d", "\\ude00\\ud83d"));
        return Stream.concat(named, kinds().mapToObj(c -> {
            var name = String.format(Locale.ROOT, "U+%04X", c);
            return argumentSet(name, Character.toString(c), String.format(Locale.ROOT, "\\u%04x", c));
        }));
    }

    /** Controls, bidi controls, marks without width, separators of lines, private and noncharacters. */
    private static IntStream kinds() {
        var named = IntStream.of(
                0, 7, 8, 0xb, 0xc, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xad, 0x61c, 0x180e, 0x2028, 0x2029,
                0xe000, 0xf8ff, 0xfdd0, 0xfeff, 0xfff9, 0xfffb, 0xfffe, 0xffff);
        var bidiAndWidth =
                IntStream.of(0x200b, 0x202a, 0x2060, 0x2066).flatMap(from -> IntStream.range(from, from + 4));
        return IntStream.concat(named, IntStream.concat(bidiAndWidth, IntStream.of(0x200f, 0x202e)));
    }

    @Test
    void visibleTextStaysAsItIs() {
        LOG.info("Verification complete: brand={}", "Bäckerei 日本語 עברית 😀 \\ \"");

        assertEquals("INFO Verification complete: brand=Bäckerei 日本語 עברית 😀 \\ \" []\n", only());
    }

    @Test
    void anExceptionWithNothingToEscapeStaysItself() {
        var thrown = new IOException("plain", new IOException("too"));

        assertEquals(thrown, EscapedThrowable.of(thrown));
    }

    @Test
    void causesThatGoRoundInACircleEnd() {
        var one = new IllegalStateException("one\u202e");
        var two = new IllegalStateException("two\n", one);
        one.initCause(two);

        LOG.error("failed", two);

        assertTrue(only().contains("java.lang.IllegalStateException: one\\u202e"), only());
        assertFalse(only().contains("\u202e"));
    }

    private String only() {
        assertEquals(1, log.lines().size(), log.lines().toString());
        return log.lines().get(0);
    }
}
