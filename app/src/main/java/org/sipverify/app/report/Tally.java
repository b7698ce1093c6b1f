package org.sipverify.app.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What some calls have in common. */
final class Tally {
    private static final int EXAMPLES = 3;

    /** Codes are few; in a file that somebody made up they need not be. */
    private static final int MOST_ERRORS = 1_000;

    private final Distinct numbers = new Distinct();
    private final Distinct sources = new Distinct();
    private final List<String> examples = new ArrayList<>();
    private final Map<Code, ErrorCount> errors = new HashMap<>();
    private long calls;
    private @Nullable Instant first;
    private @Nullable Instant last;

    private record Code(String error, String code) {}

    /** An error that calls had, and what the verifier said about the first of them. */
    static final class ErrorCount {
        private final Code code;
        private String message;
        private long calls;

        private ErrorCount(Code code, String message) {
            this.code = code;
            this.message = message;
        }

        /** The {@code X-VVP-Error}. */
        String error() {
            return code.error();
        }

        /** The verifier's own code behind it; may be empty. */
        String code() {
            return code.code();
        }

        /** May be empty. */
        String message() {
            return message;
        }

        long calls() {
            return calls;
        }
    }

    void add(AuditLine line) {
        calls++;
        numbers.add(line.call().from());
        sources.add(line.call().source());
        if (examples.size() < EXAMPLES && !line.call().id().isEmpty()) {
            examples.add(line.call().id());
        }
        var time = line.call().time();
        first = first == null || time.isBefore(first) ? time : first;
        last = last == null || time.isAfter(last) ? time : last;
        if (!line.verdict().error().isEmpty()) {
            error(line.verdict());
        }
    }

    private void error(AuditLine.Verdict verdict) {
        var code = new Code(verdict.error(), verdict.code());
        if (errors.containsKey(code) || errors.size() < MOST_ERRORS) {
            var error = errors.computeIfAbsent(code, it -> new ErrorCount(it, verdict.message()));
            error.calls++;
            error.message = error.message.isEmpty() ? verdict.message() : error.message;
        }
    }

    long calls() {
        return calls;
    }

    Distinct numbers() {
        return numbers;
    }

    Distinct sources() {
        return sources;
    }

    /** The Call-IDs of the first ones. */
    List<String> examples() {
        return examples;
    }

    /** The most frequent first. */
    List<ErrorCount> errors(int most) {
        return errors.values().stream()
                .sorted(Comparator.comparingLong(ErrorCount::calls)
                        .reversed()
                        .thenComparing(ErrorCount::error)
                        .thenComparing(ErrorCount::code))
                .limit(most)
                .toList();
    }

    /** When the first call came; the beginning of time where there is none. */
    Instant first() {
        return first == null ? Instant.EPOCH : first;
    }

    Instant last() {
        return last == null ? Instant.EPOCH : last;
    }
}
