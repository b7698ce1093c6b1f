package org.sipverify.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.index.Calls.START;
import static org.sipverify.index.Calls.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.index.NumberMatch.Kind;
import org.sipverify.index.Query.Field;
import org.sipverify.index.Query.Period;

class IndexSearchTest {
    @TempDir
    private Path directory;

    private Path file;
    private IndexReader reader;

    @BeforeEach
    void sixCalls() throws IndexException {
        file = directory.resolve("calls.db");
        reader = new IndexReader(file);
        add(List.of(
                call(1, "+15551234567", "+442079460000"),
                call(2, "+15551234568", "+442079460001", "invalid", "reject"),
                call(3, "+442079460000", "+15551234567", "none", "reject"),
                call(4, "15551234567", "alice"),
                call(5, "+15551234567", "+15551234567"),
                call(6, "anonymous", "+4930123456", "invalid", "redirect")));
    }

    private void add(List<IndexedCall> calls) throws IndexException {
        try (var editor = IndexEditor.open(file)) {
            editor.add(calls);
        }
    }

    private static Query number(Kind kind, String text) {
        return Query.ALL.with(new NumberMatch(kind, text));
    }

    static Stream<Arguments> findsTheseCallsNewestFirst() {
        return Stream.of(
                argumentSet("everything", Query.ALL, List.of(6, 5, 4, 3, 2, 1)),
                argumentSet("a number, as caller or callee", number(Kind.WHOLE, "+15551234567"), List.of(5, 3, 1)),
                argumentSet("without plus, either spelling", number(Kind.WHOLE, "15551234567"), List.of(5, 4, 3, 1)),
                argumentSet("with separators", number(Kind.WHOLE, "+1 (555) 123-4567"), List.of(5, 3, 1)),
                argumentSet("a name", number(Kind.WHOLE, "alice"), List.of(4)),
                argumentSet("no part of a number", number(Kind.WHOLE, "1555123456"), List.of()),
                argumentSet("the last seven digits", number(Kind.END, "1234567"), List.of(5, 4, 3, 1)),
                argumentSet("an end with separators", number(Kind.END, "123-4567"), List.of(5, 4, 3, 1)),
                argumentSet("a beginning", number(Kind.START, "+44"), List.of(3, 2, 1)),
                argumentSet("a beginning without plus", number(Kind.START, "1555"), List.of(5, 4, 3, 2, 1)),
                argumentSet(
                        "two numbers of one call",
                        number(Kind.WHOLE, "+442079460000").with(new NumberMatch(Kind.END, "4567")),
                        List.of(3, 1)),
                argumentSet("a wildcard is a text", number(Kind.START, "%"), List.of()),
                argumentSet("a Call-ID", Query.ALL.with(Field.CALL_ID, Set.of("call-3@pbx.example")), List.of(3)),
                argumentSet("an outcome", Query.ALL.with(Field.OUTCOME, Set.of("invalid")), List.of(6, 2)),
                argumentSet(
                        "outcomes and a decision",
                        Query.ALL.with(Field.OUTCOME, Set.of("invalid", "none")).with(Field.DECISION, Set.of("reject")),
                        List.of(3, 2)),
                argumentSet("an error", Query.ALL.with(Field.ERROR, Set.of("TOKEN_EXPIRED")), List.of(6, 2)),
                argumentSet("a rule", Query.ALL.with(Field.RULE, Set.of("on-none")), List.of(3)),
                argumentSet("a source", Query.ALL.with(Field.SOURCE, Set.of("192.0.2.1")), List.of(6, 1)),
                argumentSet("a brand", Query.ALL.with(Field.BRAND, Set.of("ACME")), List.of(6, 4, 2)),
                argumentSet(
                        "a number and a brand", number(Kind.END, "4567").with(Field.BRAND, Set.of("ACME")), List.of(4)),
                argumentSet(
                        "a period, which has its beginning and not its end",
                        Query.ALL.with(
                                new Period(Optional.of(START.plusSeconds(2)), Optional.of(START.plusSeconds(4)))),
                        List.of(3, 2)),
                argumentSet("quotes are a text", Query.ALL.with(Field.BRAND, Set.of("' OR 1=1 --")), List.of()));
    }

    @ParameterizedTest
    @MethodSource
    void findsTheseCallsNewestFirst(Query query, List<Integer> expected) throws IndexException {
        assertEquals(expected, numbers(reader.search(query).calls()));
    }

    /** So many calls have the number that they are looked through by time. */
    @ParameterizedTest
    @MethodSource("findsTheseCallsNewestFirst")
    void findsTheSameAmongCallsThatAreAllAlike(Query query, List<Integer> expected) throws IndexException {
        add(IntStream.rangeClosed(1, SearchSql.SORTED + 1)
                .mapToObj(i -> call(-i, "+15551230000", "+44555" + i, "other", "other"))
                .toList());

        var found = numbers(reader.search(query.limit(6)).calls());
        assertEquals(expected, found.stream().filter(it -> it > 0).toList());
    }

    private static List<Integer> numbers(List<IndexedCall> calls) {
        return calls.stream()
                .map(call -> (int) call.uuid().getMostSignificantBits())
                .toList();
    }

    @Test
    void aCallComesBackAsItWas() throws IndexException {
        var call = call(2, "+15551234568", "+442079460001", "invalid", "reject");

        assertEquals(Optional.of(call), reader.find(call.uuid()));
        assertEquals(Optional.empty(), reader.find(new UUID(99, 8)));
    }

    @Test
    void whatIsNotKnownOfACallStaysSo() throws IndexException {
        var known = call(9, "", "");
        var unknown = new IndexedCall(
                known.uuid(),
                known.time(),
                known.parties(),
                known.arrival(),
                IndexedCall.Verdict.of("", "malformed From"),
                known.handling());
        add(List.of(unknown));

        assertEquals(Optional.of(unknown), reader.find(unknown.uuid()));
    }

    @Test
    void pagesFollowEachOtherAndNewCallsDoNotShiftThem() throws IndexException {
        var seen = new ArrayList<Integer>();
        var query = Query.ALL.limit(2);
        var page = reader.search(query);
        seen.addAll(numbers(page.calls()));
        add(List.of(call(7, "+15551234567", "+49"), call(8, "+15551234567", "+49")));
        while (page.next().isPresent()) {
            page = reader.search(query.after(page.next().get()));
            seen.addAll(numbers(page.calls()));
        }

        assertEquals(List.of(6, 5, 4, 3, 2, 1), seen);
    }

    @Test
    void callsOfTheSameMomentAreOnOnePageEach() throws IndexException {
        var at = call(9, "+390612345", "+390698765");
        add(IntStream.range(100, 125)
                .mapToObj(i -> new IndexedCall(
                        new UUID(i, 8), at.time(), at.parties(), at.arrival(), at.verdict(), at.handling()))
                .toList());
        var seen = new ArrayList<Integer>();
        var query = number(Kind.WHOLE, "+390612345").limit(10);
        var cursor = Optional.<String>empty();
        do {
            var page = reader.search(cursor.map(query::after).orElse(query));
            seen.addAll(numbers(page.calls()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertEquals(25, seen.size());
        assertEquals(25, Set.copyOf(seen).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "1-", "x y", "1-2-3", "zzzzzzzzzzzzzzzzzzzz-1", "1-1' OR 1=1"})
    void aCursorThatNoPageGaveIsRefused(String cursor) {
        assertThrows(IllegalArgumentException.class, () -> Query.ALL.after(cursor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", " ", "-", "()"})
    void aNumberWithoutADigitIsRefused(String number) {
        assertThrows(IllegalArgumentException.class, () -> new NumberMatch(Kind.WHOLE, number));
    }

    @Test
    void aPageHasLimits() {
        assertThrows(IllegalArgumentException.class, () -> Query.ALL.limit(0));
        assertThrows(IllegalArgumentException.class, () -> Query.ALL.limit(Query.MOST + 1));
    }

    /** With no patience at all, the look at every row ends at its first look at the clock. */
    @Test
    void aSearchThatTakesTooLongIsStopped() throws IndexException {
        add(IntStream.range(1000, 6000)
                .mapToObj(i -> call(i, "+1555" + i, "+44"))
                .toList());
        var hasty = new IndexReader(file, Duration.ZERO);
        var query = Query.ALL.with(Field.BRAND, Set.of("nobody"));

        var slow = assertThrows(SlowSearchException.class, () -> hasty.search(query));
        assertTrue(String.valueOf(slow.getMessage()).contains("shorter period"), slow::toString);
    }

    @Test
    void thereIsNothingToSearchInBeforeTheServerRan() {
        var none = new IndexReader(directory.resolve("none.db"));

        var missing = assertThrows(IndexException.class, () -> none.search(Query.ALL));
        assertTrue(String.valueOf(missing.getMessage()).contains("no index here yet"), missing::toString);
    }
}
