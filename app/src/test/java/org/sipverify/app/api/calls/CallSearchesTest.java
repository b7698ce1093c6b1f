package org.sipverify.app.api.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.config.IndexSettings.Searches;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Caller;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Role;
import org.sipverify.http.Values;
import org.sipverify.index.IndexEditor;
import org.sipverify.index.IndexReader;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.NumberMatch;
import org.sipverify.index.Query;

class CallSearchesTest {
    private static final Query RARE =
            Query.ALL.with(new NumberMatch(NumberMatch.Kind.START, "9")); // every row is looked at

    @TempDir
    private Path directory;

    private final List<CallsMeter.SearchRefusal> refused = new ArrayList<>();

    private final CallsMeter meter = new CallsMeter() {
        @Override
        public void searchRefused(SearchRefusal why) {
            refused.add(why);
        }

        @Override
        public void liveLeftOut(long calls) {}

        @Override
        public void liveDropped() {}

        @Override
        public void liveRefused() {}
    };

    private CallSearches searches(int rows, Duration time, int most) throws Exception {
        var file = directory.resolve("calls.db");
        try (var index = IndexEditor.open(file)) {
            index.add(IntStream.range(0, rows).mapToObj(CallSearchesTest::call).toList());
        }
        return new CallSearches(new IndexReader(file), new Searches(time, most), meter);
    }

    private static IndexedCall call(int number) {
        var call = SampleCalls.to("+14155550199");
        return new IndexedCall(
                new UUID(number, 8),
                call.time().plusSeconds(number),
                call.parties(),
                call.arrival(),
                call.verdict(),
                call.handling());
    }

    @Test
    void aSlowSearchIsStoppedAndTheAnswerSaysWhatToDo() throws Exception {
        var searches = searches(5_000, Duration.ZERO, 1);

        var answer = assertThrows(RefusedException.class, () -> searches.search(RARE));

        assertEquals(503, answer.reply().status());
        assertTrue(answer.getMessage().contains("a shorter period"), answer.getMessage());
        assertEquals(List.of(CallsMeter.SearchRefusal.SLOW), refused);
        assertEquals(10, searches.search(Query.ALL.limit(10)).calls().size(), "its turn is free again");
    }

    @Test
    void whoFindsTooManyOthersComesBackLater() throws Exception {
        var answer = assertThrows(RefusedException.class, () -> searches(1, Duration.ofSeconds(10), 0)
                .search(Query.ALL));

        assertEquals(429, answer.reply().status());
        assertEquals("1", answer.reply().headers().get("Retry-After"));
        assertEquals(List.of(CallsMeter.SearchRefusal.BUSY), refused);
    }

    @Test
    void anIndexThatIsNotThereIsSaid() {
        var searches = new CallSearches(
                new IndexReader(directory.resolve("none.db")), new Searches(Duration.ofSeconds(10), 1), meter);

        assertEquals(
                503,
                assertThrows(RefusedException.class, () -> searches.search(Query.ALL))
                        .reply()
                        .status());
    }

    @Test
    void aServerWithoutAnIndexSaysWhatToSet() throws Exception {
        var routes = new CallRoutes(Optional.empty(), () -> {
            throw new AssertionError("no policy is needed");
        });
        var request = new ApiRequest(
                Caller.anonymous(Role.READ, "127.0.0.1"),
                Map.of("uuid", new UUID(7, 8).toString()),
                Values.NONE,
                Values.NONE,
                name -> null);

        for (var route : routes.routes()) {
            var answer =
                    assertThrows(RefusedException.class, () -> route.handler().answer(request), route::name);
            assertEquals(404, answer.reply().status());
            assertTrue(answer.getMessage().contains("set index.file"), answer.getMessage());
        }
    }
}
