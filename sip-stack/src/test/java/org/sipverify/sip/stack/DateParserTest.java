package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sip.header.DateHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.Message;

/** Each date goes through the whole parser, which must have taken ours for its own. */
class DateParserTest {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    @ParameterizedTest
    @MethodSource
    void readsADate(String line, String instant) throws ParseException {
        assertEquals(Instant.parse(instant), date(line));
    }

    static List<Arguments> readsADate() {
        return List.of(
                argumentSet(
                        "as RFC 3261 has it in section 20.17",
                        "Date: Sat, 13 Nov 2010 23:29:00 GMT",
                        "2010-11-13T23:29:00Z"),
                argumentSet(
                        "the first second of a year", "Date: Fri, 01 Jan 2027 00:00:00 GMT", "2027-01-01T00:00:00Z"),
                argumentSet("the last one of a day", "Date: Thu, 31 Dec 2026 23:59:59 GMT", "2026-12-31T23:59:59Z"),
                argumentSet("a leap day", "Date: Thu, 29 Feb 2024 12:00:00 GMT", "2024-02-29T12:00:00Z"),
                argumentSet("no blank", "Date:Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
                argumentSet("any case of its name", "dATE : Sun, 06 Nov 1994 08:49:37 GMT ", "1994-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "Sat, 13 Nov 2010 23:29:00 EST",
                "Sat, 13 Nov 2010 23:29:00 +0000",
                "Sat, 13 Nov 2010 23:29:00",
                "Sat, 13 Nov 2010 23:29:00 GMT+1",
                "Sun, 13 Nov 2010 23:29:00 GMT",
                "Sat, 13 Foo 2010 23:29:00 GMT",
                "Wed, 31 Feb 2010 23:29:00 GMT",
                "Thu, 29 Feb 2023 12:00:00 GMT",
                "Sat, 13 Nov 2010 99:99:99 GMT",
                "Sat, 13 Nov 2010 24:00:00 GMT",
                "Sat, 13 Nov 2010 23:60:00 GMT",
                "Sat, 13 Nov 2010 23:59:60 GMT",
                "Sat, 1 Nov 2010 23:29:00 GMT",
                "Sat, 13 Nov 10 23:29:00 GMT",
                "Sat, 13 Nov +2010 23:29:00 GMT",
                "Sat 13 Nov 2010 23:29:00 GMT",
                "sat, 13 nov 2010 23:29:00 gmt",
                "Saturday, 13-Nov-10 23:29:00 GMT",
                "Sat Nov 13 23:29:00 2010",
                "2010-11-13T23:29:00Z"
            })
    void refusesWhatIsNoDate(String value) {
        assertThrows(ParseException.class, () -> date("Date: " + value));
    }

    @Test
    void manyThreadsReadEachItsOwnDate() throws Exception {
        var readers = Executors.newFixedThreadPool(16);
        try {
            var reads = IntStream.range(0, 4000)
                    .mapToObj(i -> Instant.ofEpochSecond(i * 500_003L))
                    .<Callable<Boolean>>map(time -> () -> time.equals(date("Date: " + written(time))))
                    .toList();

            for (var read : readers.invokeAll(reads)) {
                assertEquals(true, read.get());
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static String written(Instant time) {
        return WRITTEN.format(time.atOffset(ZoneOffset.UTC));
    }

    private static Instant date(String line) throws ParseException {
        var message = Message.of("INVITE", 5060).with(line).toString().getBytes(UTF_8);
        var date = (DateHeader) RequestParser.soundThroughout(message).getHeader(DateHeader.NAME);
        return date.getDate().toInstant();
    }
}
