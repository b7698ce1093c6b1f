package org.sipverify.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipverify.index.Page.Cursor;

/**
 * What to search for: calls for which all of this is true.
 *
 * @param numbers each must be the caller's or the callee's
 * @param values of these fields, each one of the values; no entry: any
 * @param limit calls on a page, 1 to {@link #MOST}
 */
public record Query(
        List<NumberMatch> numbers, Map<Field, Set<String>> values, Period period, Optional<String> cursor, int limit) {
    /** Calls on a page at most. */
    public static final int MOST = 1000;

    /** Calls on a page, if nothing else is said. */
    public static final int USUAL = 100;

    /** More numbers, or values of a field, than this are a mistake. */
    private static final int MOST_VALUES = 16;

    /** Every call. */
    public static final Query ALL = new Query(List.of(), Map.of(), Period.EVER, Optional.empty(), USUAL);

    /** What a search may ask to be equal to a value. The name in small letters is the column, and the parameter's name. */
    public enum Field {
        CALL_ID,
        OUTCOME,
        ERROR,
        DECISION,
        RULE,
        SOURCE,
        BRAND,
        SIGNER;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * When the INVITE came.
     *
     * @param from then or later
     * @param to earlier than that
     */
    public record Period(Optional<Instant> from, Optional<Instant> to) {
        static final Period EVER = new Period(Optional.empty(), Optional.empty());
    }

    /** Keeps its own collections, and rejects what cannot be searched for. */
    public Query {
        numbers = List.copyOf(numbers);
        values = Map.copyOf(values);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
        if (numbers.size() > MOST_VALUES || values.values().stream().anyMatch(it -> it.size() > MOST_VALUES)) {
            throw new IllegalArgumentException("at most " + MOST_VALUES + " values at once");
        }
        cursor.ifPresent(Cursor::parse);
    }

    /** With one more number. */
    public Query with(NumberMatch number) {
        var all = new ArrayList<>(numbers);
        all.add(number);
        return new Query(all, values, period, cursor, limit);
    }

    /** With these numbers besides. */
    public Query with(List<NumberMatch> more) {
        var query = this;
        for (var number : more) {
            query = query.with(number);
        }
        return query;
    }

    /** Where the field has one of these values; any when there are none. */
    public Query with(Field field, Set<String> wanted) {
        if (wanted.isEmpty()) {
            return this;
        }
        var all = new EnumMap<Field, Set<String>>(Field.class);
        all.putAll(values);
        all.put(field, Set.copyOf(wanted));
        return new Query(numbers, all, period, cursor, limit);
    }

    /** Of that time. */
    public Query with(Period when) {
        return new Query(numbers, values, when, cursor, limit);
    }

    /** From where the page before ended. */
    public Query after(String pageBefore) {
        return new Query(numbers, values, period, Optional.of(pageBefore), limit);
    }

    /** With so many calls on a page. */
    public Query limit(int calls) {
        return new Query(numbers, values, period, cursor, calls);
    }
}
