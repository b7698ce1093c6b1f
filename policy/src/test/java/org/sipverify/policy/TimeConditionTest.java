package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.VALID;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.FileTexts;

class TimeConditionTest {
    private static final String OFFICE =
            "{ zone = \"Europe/London\", days = [mon, tue, wed, thu, fri], from = \"08:00\", to = \"18:00\" }";
    private static final String NIGHT = "{ zone = \"Europe/London\", days = [fri], from = \"22:00\", to = \"06:00\" }";

    @ParameterizedTest
    @MethodSource({"days", "nights", "clocks"})
    void holds(String time, String when, boolean expected) {
        var conditions = read(time);
        var call = Policies.arriving(Policies.call(VALID), "", List.of(), when);

        assertEquals(expected, conditions.get(0).holds(new DerivedFacts(call)));
    }

    /** 2026-11-27 was a Friday. */
    static Stream<Arguments> days() {
        return Stream.of(
                argumentSet("the first minute", OFFICE, "2026-11-27T08:00:00Z", true),
                argumentSet("before", OFFICE, "2026-11-27T07:59:59Z", false),
                argumentSet("the last minute", OFFICE, "2026-11-27T17:59:59Z", true),
                argumentSet("after", OFFICE, "2026-11-27T18:00:00Z", false),
                argumentSet("Saturday", OFFICE, "2026-11-28T12:00:00Z", false),
                argumentSet("every day", "{ zone = UTC, from = \"08:00\" }", "2026-11-28T23:59:59Z", true),
                argumentSet("every hour", "{ zone = UTC, days = sat }", "2026-11-28T00:00:00Z", true),
                argumentSet(
                        "one of several",
                        "[" + OFFICE + ", { zone = UTC, days = [sat] }]",
                        "2026-11-28T12:00:00Z",
                        true));
    }

    static Stream<Arguments> nights() {
        return Stream.of(
                argumentSet("Friday evening", NIGHT, "2026-11-27T22:00:00Z", true),
                argumentSet("the morning after", NIGHT, "2026-11-28T05:59:59Z", true),
                argumentSet("it is over", NIGHT, "2026-11-28T06:00:00Z", false),
                argumentSet("Friday morning belongs to Thursday", NIGHT, "2026-11-27T05:00:00Z", false),
                argumentSet("Saturday evening", NIGHT, "2026-11-28T22:00:00Z", false),
                argumentSet(
                        "until midnight",
                        "{ zone = UTC, from = \"20:00\", to = \"24:00\" }",
                        "2026-11-28T23:59:59Z",
                        true),
                argumentSet(
                        "until 00:00",
                        "{ zone = UTC, from = \"20:00\", to = \"00:00\" }",
                        "2026-11-28T00:00:00Z",
                        false));
    }

    /** In London clocks were put back on 25 October 2026 at 02:00 and forward on 29 March 2026 at 01:00. */
    static Stream<Arguments> clocks() {
        return Stream.of(
                argumentSet("summer time", OFFICE, "2026-07-01T07:00:00Z", true),
                argumentSet("end of the day in summer", OFFICE, "2026-07-01T17:00:00Z", false),
                argumentSet(
                        "the hour that comes twice",
                        "{ zone = \"Europe/London\", from = \"01:00\", to = \"02:00\" }",
                        "2026-10-25T01:30:00Z",
                        true),
                argumentSet(
                        "the first of the two",
                        "{ zone = \"Europe/London\", from = \"01:00\", to = \"02:00\" }",
                        "2026-10-25T00:30:00Z",
                        true),
                argumentSet(
                        "the hour that is missing",
                        "{ zone = \"Europe/London\", from = \"01:00\", to = \"02:00\" }",
                        "2026-03-29T01:30:00Z",
                        false),
                argumentSet(
                        "another day elsewhere",
                        "{ zone = \"Asia/Tokyo\", days = [sat] }",
                        "2026-11-27T15:00:00Z",
                        true));
    }

    @ParameterizedTest
    @MethodSource
    void mistakes(String time, String complaint) {
        var refusal = assertThrows(ConfigException.class, () -> read(time));

        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                argumentSet("text", "\"08:00\"", "time: must be a block, as in { zone ="),
                argumentSet("no zone", "{ from = \"08:00\" }", "time.zone: is missing"),
                argumentSet("unknown zone", "{ zone = Europe/Londn }", "did you mean Europe/London?"),
                argumentSet(
                        "day", "{ zone = UTC, days = [monday] }", "days: must be mon, tue, wed, thu, fri, sat or sun"),
                argumentSet("no days", "{ zone = UTC, days = [] }", "days: the list is empty"),
                argumentSet(
                        "hour", "{ zone = UTC, from = \"25:00\" }", "from: must be a time of day such as \"08:30\""),
                argumentSet(
                        "no time at all",
                        "{ zone = UTC, from = \"08:00\", to = \"08:00\" }",
                        "to: must be later than from"),
                argumentSet("key", "{ zone = UTC, until = \"08:00\" }", "until: unknown key"));
    }

    private static List<Condition> read(String time) {
        var when = ConfigSection.root(ConfigFactory.parseString("time = " + time));
        return Condition.read(when, new NumberLists(FileTexts.DISK));
    }
}
