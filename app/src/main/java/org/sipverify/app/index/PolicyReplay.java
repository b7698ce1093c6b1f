package org.sipverify.app.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipverify.index.IndexException;
import org.sipverify.index.IndexReader;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.Query;
import org.sipverify.policy.Policy;

/**
 * Which calls of the index would end differently under another policy. Looks at the latest calls of a period, as many as
 * it may and as long as it may.
 *
 * @param most calls that are looked at
 * @param patience how long it may take
 */
public record PolicyReplay(IndexReader index, int most, Duration patience) {
    /** The most calls that are looked at in one go. */
    public static final int MOST = 200_000;

    private static final int MOST_EXAMPLES = 50;

    /**
     * Calls that would end in another way, and how many there are.
     *
     * @param from what was done, such as {@code redirect 302}
     * @param to what would be done
     * @param rule that would decide
     */
    public record Change(String from, String to, String rule, long count) {}

    /**
     * What came of it.
     *
     * @param calls on which a policy decided
     * @param others INVITEs on which none did: refused, given up, failed
     * @param complete whether every call of the period was looked at
     * @param examples some of the calls that would end differently, the latest first, each with {@code now} and {@code
     *     now_rule} besides the fields of its row
     */
    public record Result(
            long calls,
            long others,
            long different,
            boolean complete,
            List<Change> changes,
            List<Map<String, Object>> examples) {}

    /**
     * Does it.
     *
     * @throws IndexException when the index cannot be searched
     */
    public Result of(Policy policy, Query.Period period) throws IndexException {
        var tally = new Tally(policy);
        long end = System.nanoTime() + patience.toNanos();
        var query = Query.ALL.with(period).limit(Query.MOST);
        Optional<String> next = Optional.empty();
        do {
            var page = index.search(next.map(query::after).orElse(query));
            page.calls().forEach(tally::look);
            next = page.next();
        } while (next.isPresent() && tally.looked() < most && System.nanoTime() - end < 0);
        return tally.result(next.isEmpty());
    }

    private static final class Tally {
        private final Policy policy;
        private final Map<Change, Long> changes = new HashMap<>();
        private final List<Map<String, Object>> examples = new ArrayList<>();
        private long calls;
        private long others;
        private long different;

        Tally(Policy policy) {
            this.policy = policy;
        }

        long looked() {
            return calls + others;
        }

        void look(IndexedCall row) {
            var was = Ending.of(row);
            var facts = RowFacts.of(row);
            if (was.isEmpty() || facts.isEmpty()) {
                others++;
                return;
            }
            calls++;
            var result = policy.decide(facts.get());
            var now = Ending.of(result.enforced());
            if (!was.get().isLike(now)) {
                different++;
                changes.merge(new Change(was.get().text(), now.text(), result.rule(), 0), 1L, Long::sum);
                if (examples.size() < MOST_EXAMPLES) {
                    examples.add(example(row, now, result.rule()));
                }
            }
        }

        private static Map<String, Object> example(IndexedCall row, Ending now, String rule) {
            var fields = new LinkedHashMap<>(RowFields.known(row));
            fields.put("now", now.text());
            fields.put("now_target", String.join(" ", now.targets()));
            fields.put("now_rule", rule);
            return fields;
        }

        Result result(boolean complete) {
            var counted = changes.entrySet().stream()
                    .map(it -> new Change(
                            it.getKey().from(), it.getKey().to(), it.getKey().rule(), it.getValue()))
                    .sorted(Comparator.comparingLong(Change::count).reversed())
                    .toList();
            return new Result(calls, others, different, complete, counted, examples);
        }
    }
}
