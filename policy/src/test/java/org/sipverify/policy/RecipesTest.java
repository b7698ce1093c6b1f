package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.ERROR;
import static org.sipverify.policy.CallFacts.Outcome.INDETERMINATE;
import static org.sipverify.policy.CallFacts.Outcome.INVALID;
import static org.sipverify.policy.CallFacts.Outcome.MALFORMED;
import static org.sipverify.policy.CallFacts.Outcome.NONE;
import static org.sipverify.policy.CallFacts.Outcome.VALID;
import static org.sipverify.policy.CallFacts.Outcome.WARNING;
import static org.sipverify.policy.Policies.withCaller;
import static org.sipverify.policy.Policies.withReason;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we ship is what we test. */
class RecipesTest {
    private static final File CONF = new File("../conf");
    private static final String TARGET = "302 sip:+4420@pbx:5060";

    @ParameterizedTest
    @MethodSource
    void decides(String file, CallFacts.Outcome outcome, String expected) {
        var policy = Policy.read(new File(CONF, file), "sip:pbx:5060");

        assertEquals(expected, shown(policy.decide(facts(outcome)).decided()));
    }

    static Stream<Arguments> decides() {
        return Stream.of(
                        recipe(
                                "policy.conf",
                                TARGET,
                                TARGET,
                                TARGET,
                                TARGET,
                                "400 Bad Request [Missing VVP verification headers]",
                                "400 Bad Request [why]"),
                        recipe(
                                "policies/always-redirect.conf",
                                TARGET,
                                TARGET,
                                TARGET,
                                TARGET,
                                "400 Bad Request [Missing VVP verification headers]",
                                "400 Bad Request [why]"),
                        recipe(
                                "policies/fail-closed.conf",
                                TARGET,
                                "603 Decline [why]",
                                "603 Decline [why]",
                                "603 Decline [why]",
                                "428 Use Identity Header [Missing VVP verification headers]",
                                "438 Invalid Identity Header [why]"),
                        recipe(
                                "policies/per-outcome-carriers.conf",
                                "302 sip:+4420@valid.example.com:5060",
                                "603 Decline [why]",
                                "302 sip:+4420@unverified.example.com:5060",
                                "302 sip:+4420@fallback.example.com:5060",
                                "302 sip:+4420@unverified.example.com:5060",
                                "302 sip:+4420@unverified.example.com:5060"),
                        recipe(
                                "policies/no-objection.conf",
                                "404 Not Found []",
                                "603 Decline [why]",
                                "404 Not Found []",
                                "404 Not Found []",
                                "404 Not Found []",
                                "404 Not Found []"),
                        recipe(
                                "policies/status-per-outcome.conf",
                                "307 sip:+4420@pbx:5060",
                                "603 Decline [why]",
                                TARGET,
                                TARGET,
                                TARGET,
                                "400 Bad Request [why]"),
                        recipe(
                                "policies/bridge.conf",
                                "bridge [sip:+4420@pbx:5060] [x-vvp, verstat, brand-name, logo]",
                                "603 Decline [why]",
                                "bridge [sip:+4420@pbx:5060] [x-vvp, verstat]",
                                "bridge [sip:+4420@pbx:5060] [x-vvp, verstat]",
                                "bridge [sip:+4420@pbx:5060] [x-vvp, verstat]",
                                "438 Invalid Identity Header [why]"),
                        recipe(
                                "policies/bridge-failover.conf",
                                "bridge [sip:+4420@gw1.example.com;transport=tcp, sip:+4420@gw2.example.com;transport=tcp,"
                                        + " sips:+4420@gw3.example.com] [x-vvp]",
                                "603 Decline [why]",
                                "bridge [sip:+4420@screening.example.com] [x-vvp]",
                                "bridge [sip:+4420@screening.example.com] [x-vvp]",
                                "bridge [sip:+4420@screening.example.com] [x-vvp]",
                                "bridge [sip:+4420@screening.example.com] [x-vvp]"),
                        recipe(
                                "policies/observe-only.conf",
                                TARGET,
                                "603 Decline [why]",
                                TARGET,
                                TARGET,
                                "428 Use Identity Header []",
                                "438 Invalid Identity Header [why]"))
                .flatMap(rows -> rows);
    }

    static Stream<Arguments> recipe(
            String file,
            String valid,
            String invalid,
            String indeterminate,
            String error,
            String none,
            String malformed) {
        return Stream.of(
                argumentSet(file + " valid", file, VALID, valid),
                argumentSet(file + " invalid", file, INVALID, invalid),
                argumentSet(file + " indeterminate", file, INDETERMINATE, indeterminate),
                argumentSet(file + " warning", file, WARNING, indeterminate),
                argumentSet(file + " error", file, ERROR, error),
                argumentSet(file + " none", file, NONE, none),
                argumentSet(file + " malformed", file, MALFORMED, malformed));
    }

    static CallFacts facts(CallFacts.Outcome outcome) {
        return withReason(Policies.facts(outcome, "192.0.2.1", "+1555", "+4420", "c"), "why");
    }

    static String shown(Decision decision) {
        return decision.match(
                redirect -> redirect.status() + " " + redirect.destination(),
                reject -> reject.status() + " " + reject.reasonPhrase() + " "
                        + reject.headers().stream().map(Field::value).toList(),
                bridge -> "bridge " + bridge.targets() + " "
                        + bridge.present().stream()
                                .map(Decision.Presentation::text)
                                .toList());
    }

    @Test
    void everyRecipeIsInTheTable() {
        var shipped = new TreeSet<>(List.of("policy.conf"));
        for (var name : new File(CONF, "policies").list((directory, name) -> name.endsWith(".conf"))) {
            shipped.add("policies/" + name);
        }

        var tested = new TreeSet<String>();
        Stream.concat(decides(), BlockingRecipesTest.decides()).forEach(row -> tested.add((String) row.get()[0]));

        assertEquals(shipped, tested);
    }

    @Test
    void aBrandHasItsOwnStatus() {
        var policy = Policy.read(new File(CONF, "policies/status-per-outcome.conf"), "pbx");

        var result = policy.decide(withCaller(facts(VALID), "+1555", "ACME"));

        assertEquals("branded", result.rule());
        var response = result.enforced().response().orElseThrow();
        assertEquals("306 branded", response.status() + " " + response.reasonPhrase());
    }

    @Test
    void observingNeverRejects() {
        var policy = Policy.read(new File(CONF, "policies/observe-only.conf"), "sip:pbx:5060");

        assertTrue(Arrays.stream(CallFacts.Outcome.values())
                .map(outcome -> shown(policy.decide(facts(outcome)).enforced()))
                .allMatch(TARGET::equals));
    }

    /** The examples are the lines behind a comment sign and two blanks inside the list of rules. */
    @Test
    void examplesInTheManualAreSound() throws IOException {
        var text = Files.readString(CONF.toPath().resolve("policy.conf"))
                .replaceAll("(?m)^  // ", "")
                .replace("// on-warning", "on-warning");

        var policy = Policy.from(ConfigFactory.parseString(text), "pbx");

        assertEquals(List.of("own trunks", "no premium numbers"), policy.ruleNames());
        assertEquals("on-warning", policy.decide(facts(WARNING)).rule());
    }

    @Test
    void referenceNamesThePolicyFile() {
        var settings = ConfigFactory.parseResources("reference.conf")
                .resolve(ConfigResolveOptions.noSystem())
                .getConfig("policy");

        assertEquals("policy.conf", settings.getString("path"));
        assertEquals(Duration.ofSeconds(2), settings.getDuration("reload-interval"));
    }
}
