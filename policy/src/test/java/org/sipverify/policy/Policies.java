package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.policy.CallFacts.Outcome.VALID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Policies and facts for tests. */
final class Policies {
    static final String TARGET = "pbx.example.com:5060";

    /** Seven lines; a test's own begin at line 8. */
    static final String SOUND = """
            mode = enforce
            on-valid         { action = redirect, destination-template = "sip:{dest}@valid.example.com" }
            on-invalid       { action = reject, reason-code = 403 }
            on-indeterminate { action = redirect, destination-template = "sip:{dest}@doubt.example.com" }
            on-error         = ${on-indeterminate}
            on-none          { action = reject, reason-code = 428 }
            on-malformed     { action = reject, reason-code = 400, headers { X-VVP-Error = "{reason}" } }
            """;

    private Policies() {}

    static Policy soundWith(String more) {
        return Policy.from(ConfigFactory.parseString(SOUND + more), TARGET);
    }

    static CallFacts call(CallFacts.Outcome outcome) {
        return facts(outcome, "192.0.2.1", "+15551230001", "+442071230002", "call-1@192.0.2.1");
    }

    static CallFacts validCallTo(String dest) {
        return facts(VALID, "192.0.2.1", "+15551230001", dest, "call-1@192.0.2.1");
    }

    /** Reads the text as a policy file, which must be refused with a message that begins with the complaint. */
    static void assertRefused(Path directory, String text, String complaint) throws IOException {
        var file = Files.writeString(directory.resolve("policy.conf"), text).toFile();

        var refusal = assertThrows(ConfigException.class, () -> Policy.read(file, TARGET));

        assertTrue(refusal.getMessage().startsWith(file + ": " + complaint), refusal.getMessage());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A call of which only this is known. */
    static CallFacts facts(CallFacts.Outcome outcome, String source, String orig, String dest, String callId) {
        var verdict = new CallFacts.Verdict(outcome, "", "", CallFacts.Caller.UNKNOWN, CallFacts.Report.NONE);
        var arrival = new CallFacts.Arrival(source, List.of(), "", Instant.EPOCH);
        return new CallFacts(new CallFacts.Call(arrival, new CallFacts.Parties(orig, dest, dest), "", callId), verdict);
    }

    /** The same call by this caller, over TLS with these names, at this time. */
    static CallFacts arriving(CallFacts facts, String caller, List<String> tlsIdentities, String time) {
        var call = facts.call();
        var arrival = new CallFacts.Arrival(call.arrival().source(), tlsIdentities, caller, Instant.parse(time));
        return new CallFacts(
                new CallFacts.Call(arrival, call.parties(), call.signer(), call.callId()), facts.verdict());
    }

    static CallFacts signedBy(CallFacts facts, String signer) {
        var call = facts.call();
        return new CallFacts(
                new CallFacts.Call(call.arrival(), call.parties(), signer, call.callId()), facts.verdict());
    }

    static CallFacts withRequestUri(CallFacts facts, String ruri) {
        var call = facts.call();
        var parties =
                new CallFacts.Parties(call.parties().orig(), call.parties().dest(), ruri);
        return new CallFacts(
                new CallFacts.Call(call.arrival(), parties, call.signer(), call.callId()), facts.verdict());
    }

    /** The reason, the verifier's own code, and a second error. */
    static CallFacts withErrors(CallFacts facts, String reason, String code, String errors) {
        var verdict = withReason(facts, reason).verdict();
        var report = new CallFacts.Report("", code, verdict.report().claims(), json(errors));
        return new CallFacts(
                facts.call(),
                new CallFacts.Verdict(verdict.outcome(), verdict.status(), reason, verdict.caller(), report));
    }

    static CallFacts withReason(CallFacts facts, String reason) {
        var verdict = facts.verdict();
        return new CallFacts(
                facts.call(),
                new CallFacts.Verdict(verdict.outcome(), verdict.status(), reason, verdict.caller(), verdict.report()));
    }

    static CallFacts withCaller(CallFacts facts, String number, String brandName) {
        var verdict = facts.verdict();
        var caller = new CallFacts.Caller(number, brandName, "");
        return new CallFacts(
                facts.call(),
                new CallFacts.Verdict(verdict.outcome(), verdict.status(), verdict.reason(), caller, verdict.report()));
    }
}
