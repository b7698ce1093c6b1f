package org.sipverify.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.text.Spelling;

/** The call comes at one of these times. */
record TimeCondition(List<Hours> hours) implements Condition {
    private static final int DAY = 24 * 60;
    private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])|24:00");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE HH:mm VV", Locale.ROOT);

    /**
     * Hours of some days of the week, by the clocks of a time zone.
     *
     * @param from in minutes after midnight, included
     * @param to likewise, not included; not after {@code from} means on the next day
     */
    record Hours(ZoneId zone, Set<DayOfWeek> days, int from, int to) {
        boolean contain(Instant time) {
            var there = time.atZone(zone);
            int minute = 60 * there.getHour() + there.getMinute();
            var today = there.getDayOfWeek();
            if (from < to) {
                return days.contains(today) && minute >= from && minute < to;
            }
            return (days.contains(today) && minute >= from) || (days.contains(today.minus(1)) && minute < to);
        }

        private static Hours read(ConfigSection block) {
            block.onlyKeys(List.of("zone", "days", "from", "to"));
            int from = block.has("from") ? block.read("from", TimeCondition::minutes) : 0;
            int to = block.has("to") ? block.read("to", TimeCondition::minutes) : DAY;
            if (from == to || from == DAY) {
                throw block.mistake("to", "must be later than from, or earlier to mean the next day");
            }
            return new Hours(block.read("zone", TimeCondition::zone), daysOf(block), from, to);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%s %02d:%02d-%02d:%02d %s", days, from / 60, from % 60, to / 60, to % 60, zone);
        }
    }

    static TimeCondition read(ConfigSection when) {
        var hours = when.<Hours>each(
                "time",
                text -> {
                    throw new IllegalArgumentException(
                            "must be a block, as in { zone = \"Europe/London\", from = \"08:00\", to = \"18:00\" }");
                },
                Hours::read);
        return new TimeCondition(Condition.some(when, "time", hours));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a time zone such as Europe/London or UTC"
                            + Spelling.nearest(text, ZoneId.getAvailableZoneIds())
                                    .map(zone -> "; did you mean " + zone + "?")
                                    .orElse(""),
                    e);
        }
    }

    private static int minutes(String text) {
        var clock = CLOCK.matcher(text);
        if (!clock.matches()) {
            throw new IllegalArgumentException("must be a time of day such as \"08:30\", not \"" + text + "\"");
        }
        return clock.group(1) == null ? DAY : 60 * Integer.parseInt(clock.group(1)) + Integer.parseInt(clock.group(2));
    }

    private static Set<DayOfWeek> daysOf(ConfigSection block) {
        if (!block.has("days")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        return EnumSet.copyOf(Condition.each(block, "days", TimeCondition::day));
    }

    private static DayOfWeek day(String text) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.name().substring(0, 3).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be mon, tue, wed, thu, fri, sat or sun, not \"" + text + "\""));
    }

    @Override
    public boolean holds(DerivedFacts call) {
        var time = call.arrival().time();
        return hours.stream().anyMatch(some -> some.contain(time));
    }

    @Override
    public String explain(DerivedFacts call) {
        var shown = hours.stream()
                .map(some -> SHOWN.format(ZonedDateTime.ofInstant(call.arrival().time(), some.zone())))
                .distinct()
                .toList();
        return "time " + String.join(", ", shown) + (holds(call) ? " is in " : " is not in ") + hours;
    }

    @Override
    public boolean isImpliedBy(Condition other) {
        return other instanceof TimeCondition its && hours.containsAll(its.hours);
    }
}
