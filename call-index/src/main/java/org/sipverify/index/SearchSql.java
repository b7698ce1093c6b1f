package org.sipverify.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sipverify.index.Page.Cursor;

/**
 * A search as SQL. It is driven by one index, which is named, because the planner has no statistics: that of the Call-ID,
 * of one number, or of the time. A short end of a number is true for so many calls that sorting them takes longer than
 * looking at the newest calls, one after the other: {@link #isRare} asks first. For a beginning there is no index.
 */
final class SearchSql {
    /** So many rows are sorted by time; of more, the newest are looked through. */
    static final int SORTED = 5_000;

    private static final String NEWEST = " ORDER BY time DESC, id DESC LIMIT ?";

    private final Query query;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** A statement and what stands for its question marks. */
    record Statement(String sql, List<Object> values) {}

    SearchSql(Query query) {
        this.query = query;
        query.cursor().map(Cursor::parse).ifPresent(it -> condition("(time, id) < (?, ?)", it.time(), it.id()));
        query.period().from().ifPresent(it -> condition("time >= ?", Rows.micros(it)));
        query.period().to().ifPresent(it -> condition("time < ?", Rows.micros(it)));
        query.values()
                .forEach((field, wanted) -> condition(
                        field.column() + " IN (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")",
                        wanted.toArray()));
        query.numbers().forEach(this::number);
    }

    private void condition(String sql, Object... filling) {
        conditions.add(sql);
        values.addAll(List.of(filling));
    }

    private void number(NumberMatch number) {
        var either = new ArrayList<String>();
        var filling = new ArrayList<Object>();
        for (var column : number.kind().columns()) {
            for (var range : number.ranges()) {
                either.add(inRange(column));
                filling.addAll(List.of(range.from(), range.to()));
            }
        }
        condition("(" + String.join(" OR ", either) + ")", filling.toArray());
    }

    private static String inRange(String column) {
        return "(" + column + " >= ? AND " + column + " <= ?)";
    }

    /** Counts the calls that have this number, as far as {@link #SORTED}; the driving numbers are told so. */
    static Statement isRare(NumberMatch number) {
        var parts = new ArrayList<String>();
        var filling = new ArrayList<Object>();
        for (var column : number.kind().columns()) {
            for (var range : number.ranges()) {
                parts.add("SELECT 1 FROM calls INDEXED BY calls_" + column + " WHERE " + inRange(column));
                filling.addAll(List.of(range.from(), range.to()));
            }
        }
        filling.add(SORTED + 1);
        return new Statement("SELECT count(*) FROM (" + String.join(" UNION ALL ", parts) + " LIMIT ?)", filling);
    }

    /** Driven by the Call-ID. */
    Statement byCallId() {
        return simple("calls_call_id");
    }

    /** Driven by the time: the newest calls are looked through until there are enough. */
    Statement byTime() {
        return simple("calls_time");
    }

    private Statement simple(String index) {
        var filling = new ArrayList<>(values);
        filling.add(query.limit() + 1);
        return new Statement("SELECT " + Rows.SELECTED + " FROM calls INDEXED BY " + index + where() + NEWEST, filling);
    }

    private String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** Driven by this number, which is one of the query's: the newest of each column, and of those the newest. */
    Statement by(NumberMatch number) {
        var parts = new ArrayList<String>();
        var filling = new ArrayList<Object>();
        for (var column : number.kind().columns()) {
            for (var range : number.ranges()) {
                boolean isOne = range.from().equals(range.to());
                parts.add("SELECT id FROM (SELECT id, time FROM calls INDEXED BY calls_" + column + where() + " AND "
                        + (isOne ? column + " = ?" : inRange(column)) + NEWEST + ")");
                filling.addAll(values);
                filling.add(range.from());
                if (!isOne) {
                    filling.add(range.to());
                }
                filling.add(query.limit() + 1);
            }
        }
        filling.add(query.limit() + 1);
        return new Statement(
                "SELECT " + Rows.SELECTED + " FROM calls WHERE id IN (" + String.join(" UNION ", parts) + ")" + NEWEST,
                filling);
    }
}
