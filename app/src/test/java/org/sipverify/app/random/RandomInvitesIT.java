package org.sipverify.app.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.CallsIT;
import org.sipverify.app.PackagedServer;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.testkit.VerifierStandIn;
import org.sipverify.vcon.validate.Validation;

/**
 * INVITEs of all shapes against the packaged server. Each that has what an answer needs gets a final one, and each other
 * that gets none is counted as lost; nothing is an ERROR, every vCon is sound, and nothing is left when all is over.
 * {@code -Drandom.invites=100000} sends so many and also looks for the one that takes the most CPU,
 * {@code -Drandom.seed=N} sends those of an earlier run.
 */
class RandomInvitesIT {
    private static final int COUNT = Integer.getInteger("random.invites", 3000);
    private static final long SEED = Long.getLong("random.seed", 1);
    private static final int BATCH = 100;
    private static final int SHOWN = 10;

    /** CPU is compared where a machine has had the time to compile what it runs. */
    private static final int ENOUGH_TO_COMPARE = 20_000;

    private static final double MOST_CPU = 10;

    /** Every call that is understood is redirected, with all that a policy can repeat of it. */
    private static final String POLICY = """
            on-valid {
              action = redirect, destination-template = "sip:{dest}@{target}"
              headers { X-Orig = "{orig}", X-Dest = "{dest}", X-Call = "{call_id}", X-Reason = "{reason}" }
            }
            on-invalid = ${on-valid}
            on-indeterminate = ${on-valid}
            on-error = ${on-valid}
            on-none = ${on-valid}
            on-malformed = ${on-valid}
            """;

    @TempDir
    private static Path directory;

    private final InviteGrammar grammar =
            new InviteGrammar(SEED, CallsIT.signed().strip().replace("\n", "\r\n") + "\r\n");
    private final List<Integer> unanswered = new ArrayList<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private VerifierStandIn verifier;
    private PackagedServer server;
    private RandomCallers callers;

    @BeforeEach
    void start() throws Exception {
        verifier = new VerifierStandIn();
        server = PackagedServer.start(
                directory,
                "verifier.url=" + verifier.url(),
                "sip.transport=both",
                "policy.path=" + Files.writeString(directory.resolve("policy.conf"), POLICY),
                "vcon.name=sip.example",
                "sip.force-rport.0=127.0.0.0/8", // their Vias are random too
                "sip.admission.allow.0=127.0.0.0/8");
        callers = new RandomCallers(server);
    }

    @AfterEach
    void stop() throws Exception {
        callers.close();
        server.program.close();
        verifier.close();
    }

    @Test
    void everyInviteIsAnsweredOrCountedAndLeavesNothingBehind() throws Exception {
        report("random.seed=" + SEED + " random.invites=" + COUNT);
        var costs = sendAll();

        explain();
        if (COUNT >= ENOUGH_TO_COMPARE) {
            compareCpu(costs);
        }
        nothingIsLeft();
        assertEquals(0, server.stop(), server.program.text());
        judgeLog();
        judgeVcons();

        assertEquals("", String.join("\n", complaints), "random.seed=" + SEED);
    }

    /** CPU of the server for each batch, in ms. */
    private List<Long> sendAll() throws Exception {
        var costs = new ArrayList<Long>();
        for (var from = 0; from < COUNT; from += BATCH) {
            var before = server.program.cpuMillis();
            unanswered.addAll(callers.send(grammar, from, Math.min(COUNT, from + BATCH), statuses));
            costs.add(server.program.cpuMillis() - before);
        }
        var mean = costs.stream().mapToLong(Long::longValue).sum() / (double) COUNT;
        var worst = costs.stream().skip(costs.size() / 2).max(Long::compare).orElse(0L);
        report("answers: %s, none: %d".formatted(new TreeMap<>(statuses), unanswered.size()));
        report("CPU: %.2f ms a message, %.2f ms in the worst batch of the second half"
                .formatted(mean, worst / (double) BATCH));
        report("lost: " + callers.lost());
        return costs;
    }

    /** Each that was not answered is sent again, alone, so that what is counted is its own. */
    private void explain() throws Exception {
        var without = new ArrayList<RandomInvite>();
        var late = new ArrayList<RandomInvite>();
        for (var invite : unexplained()) {
            switch (callers.alone(invite)) {
                case ANSWERED -> {
                    if (invite.must()) {
                        late.add(invite);
                    }
                }
                case COUNTED -> {
                    if (invite.must()) {
                        without.add(invite);
                    }
                }
                case NOTHING -> {
                    if (invite.must() || callers.alone(invite) == RandomCallers.Fate.NOTHING) {
                        without.add(invite);
                    }
                }
            }
        }
        report("not answered: %d; of these against the rules: %d".formatted(unanswered.size(), without.size()));
        var held = callers.lost("stale") + callers.lost("queue_full");
        if (late.size() > held + COUNT / 200) { // some of these were given up by their caller, not by the server
            complaints.add("answered only when sent again: " + late.size() + ", dropped by load: " + held
                    + "; the first:\n    " + late.get(0).transport() + " "
                    + late.get(0).shown());
        }
        without.stream().limit(SHOWN).map(this::leastUnanswered).forEach(complaints::add);
    }

    /** Those that need an answer, and those others that are not all counted when they are sent again some at a time. */
    private List<RandomInvite> unexplained() throws Exception {
        var left = new ArrayList<RandomInvite>();
        var some = new ArrayList<RandomInvite>();
        for (var number : unanswered) {
            var invite = grammar.invite(number);
            (invite.must() ? left : some).add(invite);
        }
        for (var from = 0; from < some.size(); from += BATCH) {
            var batch = some.subList(from, Math.min(some.size(), from + BATCH));
            if (!callers.allAreCounted(batch)) {
                left.addAll(batch);
            }
        }
        return left;
    }

    private String leastUnanswered(RandomInvite invite) {
        var kind = callers.aloneOrFail(invite);
        var least = callers.least(invite, it -> callers.aloneOrFail(it) == kind);
        return (kind == RandomCallers.Fate.NOTHING ? "no answer, and counted nowhere:\n    " : "no answer:\n    ")
                + least.transport() + " " + least.shown();
    }

    /** What one message of the worst batches takes, beside an ordinary one. */
    private void compareCpu(List<Long> costs) throws Exception {
        var ordinary = callers.cpuMillis(grammar.plain("UDP"), 500);
        var worst = new TreeMap<Double, Integer>(Comparator.reverseOrder());
        var batches = IntStream.range(costs.size() / 5, costs.size())
                .boxed()
                .sorted(Comparator.comparing(costs::get).reversed())
                .limit(3)
                .toList();
        for (var batch : batches) {
            for (var number = batch * BATCH; number < Math.min(COUNT, (batch + 1) * BATCH); number++) {
                worst.put(callers.cpuMillis(grammar.invite(number), 5), number);
            }
        }
        report("CPU: %.2f ms for an ordinary INVITE".formatted(ordinary));
        for (var entry : worst.entrySet().stream().limit(SHOWN).toList()) {
            var exact = callers.cpuMillis(grammar.invite(entry.getValue()), 20);
            var text = "CPU: %.2f ms, %.1f ordinary ones:\n    %s"
                    .formatted(
                            exact,
                            exact / ordinary,
                            grammar.invite(entry.getValue()).shown());
            report(text);
            if (exact > MOST_CPU * ordinary) {
                complaints.add(text);
            }
        }
    }

    /** Also transactions end at last: one that got no ACK lives as long as Timer H of RFC 3261 section 17.2.1. */
    private void nothingIsLeft() throws Exception {
        Eventually.isTrue(() -> callers.held().values().stream().allMatch(it -> it == 0));
        if (callers.held().values().stream().anyMatch(it -> it != 0)) {
            complaints.add("still held: " + callers.held());
        }
    }

    private void judgeLog() {
        var log = server.program.text();
        var warnings = new TreeMap<String, Integer>();
        for (var line : log.lines().toList()) {
            var level = line.length() > 29 ? line.substring(24, 29).strip() : "";
            if (level.equals("ERROR")) {
                complaints.add(line);
            } else if (level.equals("WARN")) {
                warnings.merge(line.substring(30).replaceAll("r[0-9a-z]{8,}r.*", "..."), 1, Integer::sum);
            }
        }
        warnings.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .forEach(entry -> report("WARN " + entry.getValue() + " times: " + entry.getKey()));
    }

    private void judgeVcons() throws IOException {
        var vcons = VconAssertions.files(server.vcons).stream()
                .filter(file -> file.toString().endsWith(".vcon"))
                .toList();
        var problems = new ConcurrentHashMap<String, Path>();
        var counts = new ConcurrentHashMap<String, Integer>();
        vcons.parallelStream().forEach(file -> {
            for (var problem : Validation.of(bytes(file))) {
                var kind = problem.toString().replaceAll("\"[^\"]*\"|\\d+", "...");
                problems.merge(kind, file, RandomInvitesIT::smaller);
                counts.merge(kind, 1, Integer::sum);
            }
        });
        report("vCons: " + vcons.size());
        problems.forEach(
                (kind, file) -> complaints.add("in " + counts.get(kind) + " vCons " + kind + "\n    such as " + file));
        var told = VconAssertions.withCredentials(vcons);
        if (!told.isEmpty()) {
            complaints.add(told.size() + " vCons have a credential in them, the least: "
                    + told.stream().reduce(RandomInvitesIT::smaller).orElseThrow());
        }
    }

    private static Path smaller(Path one, Path other) {
        return bytes(one).length <= bytes(other).length ? one : other;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("SystemOut") // meant to be read
    private static void report(String line) {
        System.out.println(line);
    }
}
