package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.INVALID;
import static org.sipverify.policy.CallFacts.Outcome.VALID;
import static org.sipverify.policy.Policies.arriving;
import static org.sipverify.policy.Policies.call;
import static org.sipverify.policy.Policies.facts;
import static org.sipverify.policy.Policies.signedBy;
import static org.sipverify.policy.Policies.withCaller;
import static org.sipverify.policy.Policies.withErrors;
import static org.sipverify.policy.Policies.withRequestUri;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.FileTexts;

class ConditionTest {
    @ParameterizedTest
    @MethodSource
    void holds(String when, CallFacts facts, boolean expected) {
        var conditions =
                Condition.read(ConfigSection.root(ConfigFactory.parseString(when)), new NumberLists(FileTexts.DISK));

        var call = new DerivedFacts(facts);
        assertEquals(expected, conditions.stream().allMatch(condition -> condition.holds(call)));
    }

    static Stream<Arguments> holds() {
        var plain = call(VALID);
        var branded = withCaller(plain, "+15551230001", "ACME");
        return Stream.of(
                argumentSet("nothing asked", "", plain, true),
                argumentSet("one text for a list", "source = \"192.0.2.0/24\"", plain, true),
                argumentSet("one of a list", "source = [\"10.0.0.0/8\", \"192.0.2.1\"]", plain, true),
                argumentSet("none of a list", "source = [\"10.0.0.0/8\", \"192.0.2.2\"]", plain, false),
                argumentSet("source that is not an address", "source = \"0.0.0.0/0\"", from("unknown"), false),
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

    @ParameterizedTest
    @MethodSource
    void looksAtHowTheCallCame(String when, CallFacts facts, boolean expected) {
        holds(when, facts, expected);
    }

    static Stream<Arguments> looksAtHowTheCallCame() {
        var plain = call(VALID);
        var named = arriving(plain, "acme", List.of("sbc.acme.example", "sip:Acme.example"), "2026-11-28T12:00:00Z");
        return Stream.of(
                argumentSet("caller", "caller = acme", named, true),
                argumentSet("another caller", "caller = [beta, gamma]", named, false),
                argumentSet("pattern of callers", "caller = \"ac*\"", named, true),
                argumentSet("no name", "caller = \"\"", plain, true),
                argumentSet("no name wanted", "caller = \"\"", named, false),
                argumentSet("TLS identity", "tls-identity = \"SBC.acme.example\"", named, true),
                argumentSet("second identity", "tls-identity = \"sip:acme.example\"", named, true),
                argumentSet("pattern of identities", "tls-identity = [x, \"*.acme.example\"]", named, true),
                argumentSet("another identity", "tls-identity = \"acme.example\"", named, false),
                argumentSet("no identity", "tls-identity = \"*acme*\"", plain, false),
                argumentSet("no identity wanted", "tls-identity = \"\"", plain, true));
    }

    @ParameterizedTest
    @MethodSource
    void looksAtCountries(String when, CallFacts facts, boolean expected) {
        holds(when, facts, expected);
    }

    static Stream<Arguments> looksAtCountries() {
        return Stream.of(
                argumentSet("calling", "orig-country = GB", facts(VALID, "", "+442079460123", "", "c"), true),
                argumentSet("small letters", "orig-country = gb", facts(VALID, "", "+442079460123", "", "c"), true),
                argumentSet("called", "dest-country = [FR, GB]", to("+442079460123"), true),
                argumentSet("shared +1, Canada", "dest-country = CA", to("+16135550123"), true),
                argumentSet("shared +1, not the main one", "dest-country = US", to("+16135550123"), false),
                argumentSet("shared +1, Jamaica", "dest-country = JM", to("+18765550123"), true),
                argumentSet("shared +1, none has it", "dest-country = US", to("+15551234567"), true),
                argumentSet("shared +44, Jersey", "dest-country = JE", to("+441534456789"), true),
                argumentSet("shared +7, Kazakhstan", "dest-country = KZ", to("+77710009998"), true),
                argumentSet("shared +7, Russia", "dest-country = RU", to("+74951234567"), true),
                argumentSet("no country has +800", "dest-country = [US, GB]", to("+80012345678"), false),
                argumentSet("a name", "dest-country = US", to("alice"), false),
                argumentSet("not complete", "dest-country = US", to("4155550123"), false),
                argumentSet("nothing", "dest-country = US", to(""), false));
    }

    @ParameterizedTest
    @MethodSource
    void looksAtTheVerdict(String when, CallFacts facts, boolean expected) {
        holds(when, facts, expected);
    }

    static Stream<Arguments> looksAtTheVerdict() {
        var kid = "https://witness.example/oobi/EAbc";
        var codes = withErrors(call(INVALID), "TN_NOT_AUTHORIZED", "TN_RIGHTS_INVALID", "[{\"code\": \"E7\"}, 5]");
        return Stream.of(
                argumentSet("reason", "error = TN_NOT_AUTHORIZED", codes, true),
                argumentSet("the verifier's code", "error = TN_RIGHTS_INVALID", codes, true),
                argumentSet("another error", "error = e7", codes, true),
                argumentSet("pattern", "error = [\"VERIFIER_*\", \"TN_*\"]", codes, true),
                argumentSet("another code", "error = SIGNATURE_INVALID", codes, false),
                argumentSet("none wanted", "error = \"\"", call(VALID), true),
                argumentSet("signer", "signer = \"" + kid + "\"", signedBy(call(VALID), kid), true),
                argumentSet(
                        "pattern of signers",
                        "signer = \"https://witness.example/*\"",
                        signedBy(call(VALID), kid),
                        true),
                argumentSet("another signer", "signer = \"https://b.example/*\"", signedBy(call(VALID), kid), false),
                argumentSet("unproved signer", "signer = \"" + kid + "\"", signedBy(call(INVALID), kid), false),
                argumentSet(
                        "unproved signer, asked for",
                        "signer = \"" + kid + "\", outcome = invalid",
                        signedBy(call(INVALID), kid),
                        true),
                argumentSet("no signer", "signer = \"https://*\"", call(VALID), false),
                argumentSet("Request-URI", "ruri = \"+44*\"", withRequestUri(call(VALID), "+4420"), true),
                argumentSet("not To", "ruri = \"+44*\"", withRequestUri(call(VALID), "+1555"), false),
                argumentSet(
                        "emergency",
                        "ruri = \"urn:service:sos*\"",
                        withRequestUri(call(VALID), "urn:service:sos.fire"),
                        true));
    }

    private static CallFacts from(String source) {
        return facts(VALID, source, "", "", "c");
    }

    private static CallFacts to(String dest) {
        return facts(VALID, "192.0.2.1", "", dest, "c");
    }
}
