package org.sipverify.app.random;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.sipverify.app.PackagedServer;
import org.sipverify.testkit.Eventually;

/** Some callers at once, and what the server counts meanwhile. */
final class RandomCallers implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FOR_WHOM_NOTHING_MAY_COME = Duration.ofMillis(150);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Pattern LOST = Pattern.compile(
            "sipverify_(?:transport_errors|admission_refused|answers_limited)_total\\{reason=\"(\\w+)\"}");

    /** What becomes of an INVITE: nothing means that the server does not even count it. */
    enum Fate {
        ANSWERED,
        COUNTED,
        NOTHING
    }

    private final PackagedServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final BlockingQueue<RandomCaller> free = new LinkedBlockingQueue<>();

    RandomCallers(PackagedServer server) throws IOException {
        this.server = server;
        for (var i = 0; i < AT_ONCE; i++) {
            free.add(new RandomCaller(server.sipPort));
        }
    }

    /** Those from one number to before another; the numbers of those that were not answered. */
    List<Integer> send(InviteGrammar grammar, int from, int to, Map<String, Integer> statuses) throws Exception {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (var number = from; number < to; number++) {
            var invite = grammar.invite(number);
            tasks.add(() -> call(invite, statuses));
        }
        var results = threads.invokeAll(tasks);
        var silent = new ArrayList<Integer>();
        for (var i = 0; i < results.size(); i++) {
            if (!results.get(i).get()) {
                silent.add(from + i);
            }
        }
        return silent;
    }

    private boolean call(RandomInvite invite, Map<String, Integer> statuses) throws Exception {
        var caller = free.take();
        try {
            var answer = caller.call(invite, invite.must() ? PATIENCE : FOR_WHOM_NOTHING_MAY_COME);
            answer.ifPresent(it -> statuses.merge(it.substring(8, 11), 1, Integer::sum));
            return answer.isPresent();
        } finally {
            free.put(caller);
        }
    }

    /** Whether as many are counted as lost as are sent, and none is answered. */
    boolean allAreCounted(List<RandomInvite> invites) throws Exception {
        var before = all();
        var tasks = new ArrayList<Callable<Boolean>>();
        invites.forEach(invite -> tasks.add(() -> call(invite, new TreeMap<>())));
        for (var answered : threads.invokeAll(tasks)) {
            if (answered.get()) {
                return false;
            }
        }
        Eventually.within(SOON, () -> all() - before >= invites.size());
        return all() - before >= invites.size();
    }

    /** Sends it while there is nothing else. */
    Fate alone(RandomInvite invite) throws Exception {
        var before = all();
        var caller = free.take();
        try {
            if (caller.call(invite, SOON, () -> all() > before).isPresent()) {
                return Fate.ANSWERED;
            }
            Eventually.within(SOON, () -> all() > before); // a connection may be cut off before that is counted
            return all() == before ? Fate.NOTHING : Fate.COUNTED;
        } finally {
            free.put(caller);
        }
    }

    Fate aloneOrFail(RandomInvite invite) {
        try {
            return alone(invite);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What is left of it when everything is taken away without which this still holds. */
    RandomInvite least(RandomInvite invite, Predicate<RandomInvite> holds) {
        return invite.smaller().stream()
                .filter(holds)
                .findFirst()
                .map(smaller -> least(smaller, holds))
                .orElse(invite);
    }

    /** CPU of the server for one such INVITE, the mean of so many; what it does for them later counts as well. */
    double cpuMillis(RandomInvite invite, int count) throws Exception {
        var before = settledCpu();
        var tasks = new ArrayList<Callable<Boolean>>();
        for (var i = 0; i < count; i++) {
            tasks.add(() -> call(invite, new TreeMap<>()));
        }
        threads.invokeAll(tasks);
        return (settledCpu() - before) / (double) count;
    }

    /** CPU it has taken once it rests: less than a tenth of a core. */
    private long settledCpu() throws InterruptedException {
        var last = server.program.cpuMillis();
        for (var tries = 0; tries < 300; tries++) {
            TimeUnit.MILLISECONDS.sleep(200);
            var now = server.program.cpuMillis();
            if (now - last <= 20) {
                return now;
            }
            last = now;
        }
        return last;
    }

    /** Counters of what was lost, by reason. */
    Map<String, Long> lost() {
        var found = new TreeMap<String, Long>();
        lines("sipverify_").forEach((name, value) -> {
            var lost = LOST.matcher(name);
            if (lost.matches() && value > 0) {
                found.put(lost.group(1), Math.round(value));
            }
        });
        return found;
    }

    long lost(String reason) {
        return lost().getOrDefault(reason, 0L);
    }

    private long all() {
        return lost().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Gauges of what the server holds for calls. */
    Map<String, Double> held() {
        var found = lines("sipverify_");
        found.keySet().retainAll(List.of("sipverify_calls_in_hand", "sipverify_vcons_pending"));
        lines("sipverify_transactions").forEach((name, value) -> {
            if (!name.contains("_total") && !name.contains("_max")) {
                found.put(name, value);
            }
        });
        return found;
    }

    private Map<String, Double> lines(String beginning) {
        var found = new TreeMap<String, Double>();
        try {
            for (var line : server.get("/metrics").lines().toList()) {
                if (line.startsWith(beginning)) {
                    var blank = line.lastIndexOf(' ');
                    found.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        var ended = threads.awaitTermination(10, TimeUnit.SECONDS);
        free.forEach(RandomCaller::close);
        if (!ended) {
            throw new AssertionError("a caller still waits");
        }
    }
}
