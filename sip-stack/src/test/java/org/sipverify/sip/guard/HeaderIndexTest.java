package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Headers;
import org.sipverify.testkit.Message;

class HeaderIndexTest {
    /** What each message of a test has besides the field that it is about. */
    private static final int OTHERS = 8;

    @ParameterizedTest
    @MethodSource
    void aFieldIsFoundWhereItStands(String line, String name, String value) {
        var message = valid(Message.of("INVITE", 9).with(line).toString());
        var index = message.index();

        assertEquals(OTHERS + 1, index.size());
        assertEquals(name, index.name(OTHERS - 1));
        assertEquals(value, index.value(OTHERS - 1));
        assertTrue(index.isNamed(OTHERS - 1, name.toUpperCase(Locale.ROOT)));
        assertEquals(List.of(value), Headers.of(index).all(name));
        var whole = new String(message.bytes(), UTF_8);
        var text = whole.substring(whole.indexOf(name + ":"), whole.indexOf("Content-Length"));
        assertEquals(text.getBytes(UTF_8).length, index.to(OTHERS - 1) - index.from(OTHERS - 1));
    }

    static Stream<Arguments> aFieldIsFoundWhereItStands() {
        return Stream.of(
                argumentSet("plain", "Subject: a b", "Subject", "a b"),
                argumentSet("no blank, and one at the end", "Subject:a ", "Subject", "a"),
                argumentSet("compact", "y: x", "y", "x"),
                argumentSet("nothing", "Subject:", "Subject", ""),
                argumentSet("blanks before the colon", "Subject \t : a", "Subject", "a"),
                argumentSet("folded", "Subject: a\r\n \t b", "Subject", "a b"),
                argumentSet("colons", "Subject: a: b", "Subject", "a: b"),
                argumentSet("not ASCII", "Subject: \u00e9\u20ac", "Subject", "\u00e9\u20ac"));
    }

    @Test
    void moreFieldsThanUsual() {
        var many = Message.of("INVITE", 9);
        IntStream.range(0, 90).forEach(i -> many.with("X-" + i + ": " + i));

        var headers = Headers.of(valid(many.toString()).index());

        IntStream.range(0, 90)
                .forEach(i -> assertEquals(
                        Integer.toString(i), headers.first("x-" + i).orElseThrow()));
    }

    @Test
    void theLengthThatTheGuardAddsIsAField() {
        var text = Message.of("INVITE", 9).toString().replace("Content-Length: 0\r\n", "") + "body";

        var message = valid(text);

        var index = message.index();
        assertEquals("Content-Length", index.name(index.size() - 1));
        assertEquals("4", index.value(index.size() - 1));
        assertEquals("body", new String(message.bytes(), index.body(), 4, UTF_8));
    }

    @Test
    void aFieldWithNulIsNoHeader() {
        var message = valid(Message.of("INVITE", 9).with("Subject: \"\\\0\"").toString());

        assertTrue(message.index().hasNul(OTHERS - 1));
        assertTrue(Headers.of(message.index()).first("Subject").isEmpty());
        assertEquals(OTHERS, Headers.of(message.index()).fields().size());
    }

    private static ValidMessage valid(String text) {
        var bytes = text.getBytes(UTF_8);
        return (ValidMessage) new MessageGuard(Limits.DEFAULT).check(bytes, bytes.length, true);
    }
}
