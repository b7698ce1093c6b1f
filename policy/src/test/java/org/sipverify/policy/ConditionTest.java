package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.VALID;
import static org.sipverify.policy.Policies.call;
import static org.sipverify.policy.Policies.facts;
import static org.sipverify.policy.Policies.withCaller;

import com.typesafe.config.ConfigFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;

class ConditionTest {
    @ParameterizedTest
    @MethodSource
    void holds(String when, CallFacts facts, boolean expected) {
        var conditions = Condition.read(ConfigSection.root(ConfigFactory.parseString(when)));

        assertEquals(expected, conditions.stream().allMatch(condition -> condition.holds(facts)));
    }

    static Stream<Arguments> holds() {
        var plain = call(VALID);
        var branded = withCaller(plain, "+15551230001", "ACME");
        return Stream.of(
                argumentSet("nothing asked", "", plain, true),
                argumentSet("one text for a list", "source = \"192.0.2.0/24\"", plain, true),
                argumentSet("one of a list", "source = [\"10.0.0.0/8\", \"192.0.2.1\"]", plain, true),
                argumentSet("none of a list", "source = [\"10.0.0.0/8\", \"192.0.2.2\"]", plain, false),
                argumentSet("source that is no address", "source = \"0.0.0.0/0\"", from("unknown"), false),
                argumentSet("IPv6", "source = \"2001:db8::/32\"", from("2001:db8:1::9"), true),
                argumentSet("IPv4 seen as IPv6", "source = \"10.0.0.0/8\"", from("::ffff:10.9.8.7"), true),
                argumentSet("orig", "orig = \"+1555*\"", plain, true),
                argumentSet("dest", "dest = \"+1555*\"", plain, false),
                argumentSet("number without quotes", "dest = 0044", to("0044"), true),
                argumentSet("outcome in upper case", "outcome = VALID", plain, true),
                argumentSet("other outcome", "outcome = [error, none]", plain, false),
                argumentSet("brand there", "brand = true", branded, true),
                argumentSet("brand wanted", "brand = true", plain, false),
                argumentSet("brand unwanted", "brand = false", branded, false),
                argumentSet("all must hold", "brand = true, orig = \"+44*\"", branded, false));
    }

    private static CallFacts from(String source) {
        return facts(VALID, source, "", "", "c");
    }

    private static CallFacts to(String dest) {
        return facts(VALID, "192.0.2.1", "", dest, "c");
    }
}
