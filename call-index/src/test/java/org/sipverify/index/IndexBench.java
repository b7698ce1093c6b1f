package org.sipverify.index;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Cause;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Signer;
import org.sipverify.index.IndexedCall.Verdict;
import org.sipverify.index.NumberMatch.Kind;
import org.sipverify.index.Query.Field;

/**
 * Fills an index with calls, prints what the writer takes for one, and how long searches take in it. To be run by hand:
 *
 * <pre>java -cp ... org.sipverify.index.IndexBench ROWS CALLS_A_SECOND SECONDS DIRECTORY</pre>
 *
 * First come ROWS calls as fast as they are taken, then CALLS_A_SECOND for SECONDS, then the searches while that goes on.
 */
final class IndexBench {
    private static final int SEARCHES = 200;
    private static final int NUMBERS = 200_000;

    private final CallIndex index;
    private final NotedEvents events = new NotedEvents();
    private final Random random = new Random(1);
    private final long first = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
    private int number;

    private IndexBench(Path file) {
        index = CallIndex.start(new IndexConfig(file, Duration.ofDays(36_500), Long.MAX_VALUE, 10_000), events);
    }

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createDirectories(Path.of(arguments[3]));
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        var bench = new IndexBench(directory.resolve("bench.db"));
        bench.fill(Integer.parseInt(arguments[0]));
        bench.pace(rate, seconds);
        bench.searchAll(rate);
        bench.index.close();
    }

    private void fill(int rows) {
        long start = System.nanoTime();
        long cpu = writerCpu();
        while (number < rows) {
            while (!index.isCalm()) {
                LockSupport.parkNanos(1_000_000);
            }
            offer();
        }
        await();
        print("filled", rows, start, cpu);
    }

    private void pace(int rate, int seconds) {
        long start = System.nanoTime();
        long cpu = writerCpu();
        int rows = rate * seconds;
        for (int i = 0; i < rows; i++) {
            long until = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() - until < 0) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            offer();
        }
        await();
        print("paced", rows, start, cpu);
    }

    private void await() {
        while (index.queued() > 0 || events.written.get() < number) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void print(String what, int rows, long start, long cpu) {
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s %d rows in %.1f s: %.0f rows/s, %.1f us of the writer's CPU a row, lost %d, %.0f MB%n",
                what, rows, took, rows / took, (writerCpu() - cpu) / 1e3 / rows, events.lost.get(), index.size() / 1e6);
    }

    private static long writerCpu() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getAllThreadIds())
                .filter(id -> threads.getThreadInfo(id) != null
                        && threads.getThreadInfo(id).getThreadName().equals("call-index"))
                .map(threads::getThreadCpuTime)
                .sum();
    }

    private void searchAll(int rate) throws Exception {
        var load = new Thread(() -> pace(rate, 3600));
        load.setDaemon(true);
        load.start();
        measure("whole number", () -> Query.ALL.with(new NumberMatch(Kind.WHOLE, caller(random.nextInt(NUMBERS)))));
        measure(
                "last seven digits",
                () -> Query.ALL.with(new NumberMatch(
                        Kind.END, caller(random.nextInt(NUMBERS)).substring(5))));
        measure("begins with +1555", () -> Query.ALL.with(new NumberMatch(Kind.START, "+1555")));
        measure("ends with 7", () -> Query.ALL.with(new NumberMatch(Kind.END, "7")));
        measure("Call-ID", () -> Query.ALL.with(Field.CALL_ID, Set.of(callId(random.nextInt(number)))));
        measure("outcome", () -> Query.ALL.with(Field.OUTCOME, Set.of("invalid")));
        measure("newest", () -> Query.ALL);
        measure("a brand that nobody has", () -> Query.ALL.with(Field.BRAND, Set.of("nobody")));
    }

    private interface Search {
        Query next();
    }

    private void measure(String what, Search search) throws Exception {
        var times = new double[SEARCHES];
        int found = 0;
        for (int i = 0; i < SEARCHES; i++) {
            var query = search.next();
            long start = System.nanoTime();
            found += index.reader().search(query).calls().size();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf(
                "%-24s p50 %.2f ms, p95 %.2f ms, max %.2f ms, %.1f calls%n",
                what, times[SEARCHES / 2], times[SEARCHES * 95 / 100], times[SEARCHES - 1], (double) found / SEARCHES);
    }

    private void offer() {
        var call = call(number++);
        index.offer(call.time(), () -> call);
    }

    private static String caller(int which) {
        return "+1555%07d".formatted(which);
    }

    private static String callId(int which) {
        return which + "-" + Integer.toHexString(which * 31) + "@sbc-3.carrier.example.net";
    }

    private IndexedCall call(int which) {
        long millis = first + which * 20L;
        return new IndexedCall(
                new UUID(millis << 16 | 0x8000, 1L << 63 | which),
                Instant.ofEpochMilli(millis),
                new Parties(
                        callId(which), caller(random.nextInt(NUMBERS)), "+4420%08d".formatted(random.nextInt(20_000))),
                new Arrival("192.0.2." + which % 200, "UDP"),
                new Verdict(
                        which % 20 == 0 ? "invalid" : "valid",
                        new Cause(which % 20 == 0 ? "TOKEN_EXPIRED" : "", ""),
                        "request-" + which,
                        "ACME Corporation",
                        new Signer(
                                "https://witness.example.net/oobi/EKtQ1lymrnrh3qv5S18PBzQ7ukHGFJ7EXkH7B22XEMIL",
                                Optional.of(Duration.ofSeconds(2)))),
                new Handling(
                        "redirect",
                        "",
                        "on-valid",
                        new Answer(302, "sip:+442071234567@pbx.example.net:5060", Duration.ofMillis(12)),
                        "/var/lib/sip-verify/vcon/2026/11/20/01930000-0000-8000-8000-000000000000.vcon"));
    }
}
