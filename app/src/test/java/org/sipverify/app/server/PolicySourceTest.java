package org.sipverify.app.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.call.Policies;
import org.sipverify.app.config.Configuration;
import org.sipverify.app.config.LastGood;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.config.Settings;
import org.sipverify.policy.CallFacts;
import org.sipverify.policy.Policy;
import org.sipverify.testkit.CapturedLog;

/** Policies with their lists, as the server watches them. */
class PolicySourceTest {
    @TempDir
    private Path directory;

    private Path list;
    private Path own;
    private ReloadableFile<Policies> watched;

    @BeforeEach
    void read() throws IOException {
        var shipped = Files.readString(Path.of("../conf/policies/always-redirect.conf"));
        Files.writeString(directory.resolve("policy.conf"), shipped + """
                rules = [{ name = listed, when { orig { file = list.txt } }, action = reject, reason-code = 603 }]
                """);
        list = Files.writeString(directory.resolve("list.txt"), "+1555\n");
        own = Files.writeString(directory.resolve("acme.conf"), shipped);
        watched = watch(LastGood.in(directory.resolve("state")));
    }

    private ReloadableFile<Policies> watch(LastGood lastGood) {
        var options = Map.of(
                "policy.path", directory.resolve("policy.conf").toString(),
                "callers.acme.networks", "[192.0.2.1]",
                "callers.acme.policy", own.toString());
        var settings =
                Settings.from(Configuration.load(Optional.empty(), options).settings(), directory);
        return new ReloadableFile<>(new PolicySource(() -> settings, policy -> {}), lastGood, (file, kept) -> {});
    }

    @Test
    void aChangedListIsInForce() throws Exception {
        assertEquals(List.of("listed", "on-valid"), rules());

        Files.writeString(list, "+1555\n+1556\n");
        watched.reloadIfChanged();

        assertEquals(List.of("listed", "listed"), rules());
    }

    @Test
    void aMistakeInAListKeepsTheLastGoodOne() throws Exception {
        try (var log = new CapturedLog(ReloadableFile.class.getName())) {
            Files.writeString(list, "+1556\n+1 557\n");
            watched.reloadIfChanged();

            assertEquals(List.of("listed", "on-valid"), rules());
            assertTrue(
                    log.lines().get(0).contains(list + ": 2: \"+1 557\" matches no number"),
                    log.lines().toString());
        }
        Files.writeString(list, "+1556\n+1557\n");
        watched.reloadIfChanged();
        assertEquals(List.of("on-valid", "listed"), rules());
    }

    @Test
    void theCopyHoldsTheList() throws Exception {
        watched.keepCopy();
        Files.writeString(list, "one two\n");

        watched = watch(LastGood.in(directory.resolve("state")));

        assertEquals(List.of("listed", "on-valid"), rules());
        assertTrue(
                watched.problem().orElseThrow().contains("list.txt: 1: "),
                watched.problem().toString());
    }

    @Test
    void thePolicyOfACallerIsWatchedToo() throws Exception {
        Files.writeString(own, Files.readString(own).replace("on-none      {", "on-none { reason-phrase = Own,"));
        watched.reloadIfChanged();

        var acme = watched.get().own().get("acme");
        assertEquals("Own", phraseWithoutCredentials(acme));
        assertEquals("Bad Request", phraseWithoutCredentials(watched.get().main()));
    }

    private static String phraseWithoutCredentials(Policy policy) {
        var decided = policy.decide(facts(CallFacts.Outcome.NONE, "")).decided();
        return decided.response().orElseThrow().reasonPhrase();
    }

    @Test
    void aRuleThatNoCallReachesIsLogged() throws Exception {
        try (var log = new CapturedLog(PolicySource.class.getName())) {
            var rule = "rules = [{ name = never, when { caller = beta }, action = reject, reason-code = 603 }]\n";
            Files.writeString(own, rule + Files.readString(own));
            watched.reloadIfChanged();

            assertEquals(
                    List.of("WARN " + own
                            + ": 1: rules[0].when: rule \"never\" matches no call: no caller in callers has the"
                            + " name [beta]"),
                    log.lines());
        }
    }

    /** Of calls from +1555 and +1556. */
    private List<String> rules() {
        Policy main = watched.get().main();
        return List.of("+1555", "+1556").stream()
                .map(orig -> main.decide(facts(CallFacts.Outcome.VALID, orig)).rule())
                .toList();
    }

    private static CallFacts facts(CallFacts.Outcome outcome, String orig) {
        var arrival = new CallFacts.Arrival("192.0.2.9", List.of(), "", Instant.EPOCH);
        var parties = new CallFacts.Parties(orig, "+44", "+44");
        var verdict = new CallFacts.Verdict(outcome, "", "", CallFacts.Caller.UNKNOWN, CallFacts.Report.NONE);
        return new CallFacts(new CallFacts.Call(arrival, parties, "", "call-1"), verdict);
    }
}
