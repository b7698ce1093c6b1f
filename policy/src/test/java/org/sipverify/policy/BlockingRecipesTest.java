package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.ERROR;
import static org.sipverify.policy.CallFacts.Outcome.INVALID;
import static org.sipverify.policy.CallFacts.Outcome.NONE;
import static org.sipverify.policy.CallFacts.Outcome.VALID;
import static org.sipverify.policy.Policies.facts;
import static org.sipverify.policy.RecipesTest.recipe;

import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes that tell more than a status: who may be asked for redress, what is shown, which numbers are listed. */
class BlockingRecipesTest {
    private static final File RECIPES = new File("../conf/policies");
    private static final String TARGET = "302 sip:+4420@pbx:5060";
    private static final String PASSED = "<sip:+15551234567;verstat=TN-Validation-Passed@pbx:5060;user=phone>";

    @ParameterizedTest
    @MethodSource
    void decides(String file, CallFacts.Outcome outcome, String expected) {
        var policy = Policy.read(new File("../conf", file), "sip:pbx:5060");

        assertEquals(
                expected,
                RecipesTest.shown(policy.decide(RecipesTest.facts(outcome)).decided()));
    }

    static Stream<Arguments> decides() {
        return Stream.of(
                        recipe(
                                "policies/blocked-with-redress.conf",
                                TARGET,
                                "603 Network Blocked [SIP;cause=603;text=\"v=analytics1;url=https://redress.example.com;"
                                        + "tel=+18005550199;email=redress@example.com\";location=RLN]",
                                TARGET,
                                TARGET,
                                TARGET,
                                TARGET),
                        recipe("policies/unwanted.conf", TARGET, TARGET, TARGET, TARGET, TARGET, TARGET),
                        recipe(
                                "policies/rejected-with-contact.conf",
                                TARGET,
                                "608 Rejected [<https://redress.example.com/contact.jws>;purpose=jwscard]",
                                TARGET,
                                TARGET,
                                TARGET,
                                TARGET),
                        recipe("policies/verstat.conf", TARGET, TARGET, TARGET, TARGET, TARGET, TARGET),
                        recipe(
                                "policies/do-not-originate.conf",
                                TARGET,
                                "603 Decline [why]",
                                TARGET,
                                TARGET,
                                TARGET,
                                TARGET))
                .flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource
    void listedNumbersAreRejected(String recipe, String orig, int status) {
        var policy = Policy.read(new File(RECIPES, recipe), "sip:pbx:5060");

        assertEquals(
                status,
                policy.decide(facts(VALID, "192.0.2.1", orig, "+4420", "c"))
                        .enforced()
                        .response()
                        .orElseThrow()
                        .status());
    }

    static Stream<Arguments> listedNumbersAreRejected() {
        return Stream.of(
                argumentSet("unwanted", "unwanted.conf", "+12025550199", 607),
                argumentSet("in an unwanted range", "unwanted.conf", "+18005550105", 607),
                argumentSet("wanted", "unwanted.conf", "+12025550198", 302),
                argumentSet("never calls", "do-not-originate.conf", "+18005550199", 603),
                argumentSet("in a range that never calls", "do-not-originate.conf", "+18005550110", 603),
                argumentSet("may call", "do-not-originate.conf", "+18005550109", 302));
    }

    @ParameterizedTest
    @MethodSource
    void showsTheVerdictAsVerstat(CallFacts facts, List<Field> headers) {
        var policy = Policy.read(new File(RECIPES, "verstat.conf"), "sip:pbx:5060");

        assertEquals(headers, policy.decide(facts).enforced().headers());
    }

    static Stream<Arguments> showsTheVerdictAsVerstat() {
        return Stream.of(
                shown("no brand", valid("", ""), identity(PASSED)),
                shown(
                        "a brand with its logo",
                        valid("ACME", "https://acme.example/logo.png?a=1&b=2"),
                        new Field("Call-Info", "<https://acme.example/logo.png?a=1&b=2>;purpose=icon"),
                        identity("\"ACME\" " + PASSED)),
                shown("a brand without a logo", valid("ACME", ""), identity("\"ACME\" " + PASSED)),
                shown(
                        "quotes in a brand",
                        valid("A \"C\\ME\" <x>", ""),
                        identity("\"A \\\"C\\\\ME\\\" <x>\" " + PASSED)),
                shown("a brand in UTF-8", valid("Zoë 東京", ""), identity("\"Zoë 東京\" " + PASSED)),
                shown(
                        "a brand that turns the text round",
                        valid("A\u202Eb", ""),
                        identity("\"A%E2%80%AEb\" " + PASSED)),
                shown(
                        "a logo that ends its brackets",
                        valid("A", "https://a.example/>;x=\"y\""),
                        new Field("Call-Info", "<https://a.example/%3E;x=%22y%22>;purpose=icon"),
                        identity("\"A\" " + PASSED)),
                shown("a line break in a brand", valid("A\r\nX: y", "")),
                shown(
                        "invalid",
                        facts(INVALID, "192.0.2.1", "+1555", "+4420", "c"),
                        identity("<sip:+1555;verstat=TN-Validation-Failed@pbx:5060;user=phone>")),
                shown(
                        "no verdict",
                        facts(ERROR, "192.0.2.1", "+1555", "+4420", "c"),
                        identity("<sip:+1555;verstat=No-TN-Validation@pbx:5060;user=phone>")),
                shown(
                        "a caller that would pass for verified",
                        facts(NONE, "192.0.2.1", "1;verstat=TN-Validation-Passed@evil>,<sip:x", "+4420", "c"),
                        identity(
                                "<sip:1%3Bverstat%3DTN-Validation-Passed%40evil%3E%2C%3Csip%3Ax;verstat=No-TN-Validation"
                                        + "@pbx:5060;user=phone>")),
                shown("no number", facts(NONE, "192.0.2.1", "", "+4420", "c")));
    }

    private static Arguments shown(String name, CallFacts facts, Field... headers) {
        return argumentSet(name, facts, List.of(headers));
    }

    private static Field identity(String value) {
        return new Field("P-Asserted-Identity", value);
    }

    private static CallFacts valid(String brand, String logo) {
        var call = facts(VALID, "192.0.2.1", "+15551234567", "+4420", "c");
        var caller = new CallFacts.Caller("+15551234567", brand, logo);
        return new CallFacts(call.call(), new CallFacts.Verdict(VALID, "VALID", "", caller, CallFacts.Report.NONE));
    }

    /** What is said of a recipe is true of the one that is shipped: none has a rule that no call reaches. */
    @Test
    void noRecipeHasAWarning() {
        var usual = new PolicyWarnings.Context(false, false, Set.of());
        var warnings = Stream.of(RECIPES.listFiles((directory, name) -> name.endsWith(".conf")))
                .flatMap(file -> Policy.read(file, "pbx").warnings(usual).stream())
                .toList();

        assertEquals(List.of(), warnings);
    }
}
