package org.sipverify.app.api.calls;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sipverify.app.index.PointInTime;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Field;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Role;
import org.sipverify.http.Values;
import org.sipverify.index.NumberMatch;
import org.sipverify.index.NumberMatch.Kind;
import org.sipverify.index.Query;
import org.sipverify.index.Query.Period;

/** What a request searches for. */
final class SearchParameters {
    /** Digits at the end that those see who may not see whole numbers. */
    private static final int SHOWN = 4;

    /** The plus of an offset is a space in a query, unless it is encoded. */
    private static final Pattern OFFSET = Pattern.compile(" (?=\\d\\d:?\\d\\d$)");

    private static final String CURSOR = "cursor";
    private static final String LIMIT = "limit";
    private static final String WHOLE = "number";
    private static final String START = "starts";
    private static final String END = "ends";

    /** The names are those of the fields of a row, but for the parts of numbers and the period. */
    static final Field[] ALL = {
        text(WHOLE, 128, "caller or callee, the whole number, with or without +"),
        text(START, 128, "caller or callee begins so"),
        text(END, 128, "caller or callee ends so; with the role watch at most four digits"),
        text("call_id", 1024, "the Call-ID of the caller's INVITE"),
        text(
                "outcome",
                200,
                "what verification found: valid, invalid, indeterminate, error, none ...; several with commas"),
        text("error", 1024, "the error code, or the reason of a refusal"),
        text(
                "decision",
                200,
                "what was done: redirect, reject, bridge, cancelled, failed, refused; several with commas"),
        text("rule", 1024, "the rule or section of the policy that decided"),
        text("source", 64, "where the INVITE came from, an address without port"),
        text("brand", 1024, "the verified brand"),
        text("signer", 1024, "the key that the credentials name, a URL"),
        text("from", 40, "then or later: 2026-11-20, 2026-11-20T10:00Z, or 90m, 2h, 7d ago"),
        text("to", 40, "before; a day counts as a whole"),
        text(CURSOR, 64, "where the page before ended: its next"),
        Field.whole(LIMIT, 1, Query.MOST, "calls on a page; 100 if not given").optional()
    };

    private SearchParameters() {}

    private static Field text(String name, int longest, String meaning) {
        return Field.text(name, longest, meaning).optional();
    }

    /** @throws RefusedException when something cannot be searched for, or not by this caller */
    static Query of(ApiRequest request) throws RefusedException {
        var values = request.query();
        if (!request.caller().role().includes(Role.READ)) {
            refuseWholeNumbers(values);
        }
        var query = Query.ALL.limit((int) values.whole(LIMIT, Query.USUAL)).with(period(values));
        for (var field : Query.Field.values()) {
            query = query.with(field, wanted(field, values));
        }
        query = query.with(numbers(values));
        return values.has(CURSOR) ? after(query, values.text(CURSOR)) : query;
    }

    /** Who may not see a number must not find it by trying. */
    private static void refuseWholeNumbers(Values values) throws RefusedException {
        boolean isLong =
                values.optionalText(END).filter(it -> it.length() > SHOWN).isPresent();
        if (values.has(WHOLE) || values.has(START) || values.has("call_id") || isLong) {
            throw RefusedException.of(
                    403, "number, starts, call_id and more than four digits in ends take the role read");
        }
    }

    private static Set<String> wanted(Query.Field field, Values values) throws RefusedException {
        var name = field.name().toLowerCase(Locale.ROOT);
        var value = values.optionalText(name);
        boolean isList = field == Query.Field.OUTCOME || field == Query.Field.DECISION;
        var wanted = isList ? value.map(it -> Set.copyOf(List.of(it.split(",", -1)))) : value.map(Set::of);
        try {
            return Query.ALL.with(field, wanted.orElse(Set.of())).values().getOrDefault(field, Set.of());
        } catch (IllegalArgumentException e) {
            throw RefusedException.field(name, String.valueOf(e.getMessage()));
        }
    }

    private static List<NumberMatch> numbers(Values values) throws RefusedException {
        var all = new ArrayList<NumberMatch>();
        number(values, WHOLE, Kind.WHOLE).ifPresent(all::add);
        number(values, START, Kind.START).ifPresent(all::add);
        number(values, END, Kind.END).ifPresent(all::add);
        return all;
    }

    private static Optional<NumberMatch> number(Values values, String name, Kind kind) throws RefusedException {
        try {
            return values.optionalText(name).map(it -> new NumberMatch(kind, it));
        } catch (IllegalArgumentException e) {
            throw RefusedException.field(name, String.valueOf(e.getMessage()));
        }
    }

    private static Period period(Values values) throws RefusedException {
        return new Period(moment(values, "from", false), moment(values, "to", true));
    }

    private static Optional<Instant> moment(Values values, String name, boolean endOfDay) throws RefusedException {
        try {
            return values.optionalText(name)
                    .map(it -> OFFSET.matcher(it).replaceFirst("+"))
                    .map(it -> PointInTime.parse(it, endOfDay, InstantSource.system()));
        } catch (IllegalArgumentException e) {
            throw RefusedException.field(name, "needs a time such as 2026-11-20, 2026-11-20T10:00Z or 90m");
        }
    }

    private static Query after(Query query, String cursor) throws RefusedException {
        try {
            return query.after(cursor);
        } catch (IllegalArgumentException e) {
            throw RefusedException.field(CURSOR, String.valueOf(e.getMessage()));
        }
    }
}
