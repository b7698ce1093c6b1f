package org.sipverify.app.api.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.sipverify.app.call.CallRules;
import org.sipverify.app.call.DecisionPreview;
import org.sipverify.app.call.Finding;
import org.sipverify.app.index.RowFacts;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.index.IndexedCall;
import org.sipverify.policy.CallFacts;
import org.sipverify.policy.CallFacts.Outcome;
import org.sipverify.policy.Policy;
import org.sipverify.policy.PolicyResult;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.sip.dns.Literals;
import org.sipverify.sip.transport.Transport;
import org.sipverify.vcon.read.Attachment;

/**
 * What the policy in force makes of a recorded call: of its INVITE and of the verdict it got then. What was done then is in
 * the row.
 */
final class PolicyNow {
    private static final String NOTE =
            "what the policy in force now makes of the recorded INVITE and its recorded verdict;"
                    + " what was done then is in call. Names in TLS certificates are not recorded.";
    private static final String NOTE_OF_ROW =
            "what the policy in force now makes of what the index has of the call; what was done then is in call."
                    + " The Request-URI counts as the called number; the named caller, claims and names in TLS certificates"
                    + " are not known.";

    /** Of sources whose port is not recorded. */
    private static final int SIP = 5060;

    private PolicyNow() {}

    /** As JSON: the rules as they were tried, the decision and what would be sent; or why that cannot be said. */
    static ObjectNode of(IndexedCall row, RecordedCall recorded, CallRules now) {
        var invite = recorded.call().flatMap(call -> call.attachments().stream()
                .filter(it -> it.purpose().equals("sip-invite") && it.dialog() == 0)
                .findFirst());
        var verdict = recorded.verification();
        var outcome = Arrays.stream(Outcome.values())
                .filter(it -> it.text().equals(verdict.path("outcome").asText()))
                .findFirst();
        if (invite.isEmpty() || outcome.isEmpty()) {
            return ofRow(row, now.policies().main());
        }
        try {
            var read = read(invite.get(), row);
            var finding = Finding.recorded(
                    verdict(outcome.get(), verdict), verdict.path("warning").asText(""), read.passport());
            var ruling = DecisionPreview.of(now).ruling(read.invite(), finding);
            var shown = shown(NOTE, row, ruling.tried(), ruling.result());
            ruling.sent().forEach(shown.putArray("sent")::add);
            return shown;
        } catch (MalformedMessageException e) {
            return ofRow(row, now.policies().main());
        }
    }

    /** Without the INVITE: what would be sent is not known then. */
    private static ObjectNode ofRow(IndexedCall row, Policy policy) {
        return RowFacts.of(row)
                .map(facts -> shown(NOTE_OF_ROW, row, policy.explain(facts), policy.decide(facts)))
                .orElseGet(() -> StrictJson.newObject().put("problem", "no policy decided on this INVITE"));
    }

    private static RecordedInvite read(Attachment invite, IndexedCall row) throws MalformedMessageException {
        var text = invite.body().asText("");
        var octets = invite.encoding().equals("base64url")
                ? Base64Url.decodeLoosely(text).orElseGet(() -> text.getBytes(UTF_8))
                : text.getBytes(UTF_8);
        var transport = Arrays.stream(Transport.values())
                .filter(it -> it.name().equals(row.arrival().transport()))
                .findFirst()
                .orElse(Transport.UDP);
        return RecordedInvite.read(octets, source(row), transport, row.time());
    }

    private static InetSocketAddress source(IndexedCall row) throws MalformedMessageException {
        var address = IpAddress.parse(row.arrival().source());
        if (address.isEmpty()) {
            throw new MalformedMessageException("its source is not recorded", null);
        }
        return new InetSocketAddress(Literals.address(address.get()), SIP);
    }

    private static CallFacts.Verdict verdict(Outcome outcome, JsonNode recorded) {
        return new CallFacts.Verdict(
                outcome,
                recorded.path("status").asText(""),
                recorded.path("reason").asText(""),
                new CallFacts.Caller(
                        recorded.path("caller_id").asText(""),
                        recorded.path("brand_name").asText(""),
                        ""),
                new CallFacts.Report(
                        recorded.path("request_id").asText(""),
                        recorded.path("code").asText(""),
                        recorded.path("claims"),
                        recorded.path("errors")));
    }

    private static ObjectNode shown(String note, IndexedCall row, List<Policy.Tried> tried, PolicyResult result) {
        var shown = StrictJson.newObject().put("note", note);
        var rules = shown.putArray("rules");
        tried.forEach(rule -> rules.addObject()
                .put("name", rule.name())
                .put("section", rule.section())
                .put("matched", rule.matched())
                .put("why", rule.why()));
        shown.put("action", result.decided().action()).put("rule", result.rule());
        shown.put("observed", result.observed());
        if (!row.handling().rule().isEmpty()) {
            shown.put("differs", differs(row, result));
        }
        result.refused().forEach(shown.putArray("left_out")::add);
        return shown;
    }

    /** Whether something else was decided then. */
    private static boolean differs(IndexedCall row, PolicyResult result) {
        var then = row.handling();
        var decided = then.would().isEmpty() ? then.decision() : then.would();
        return !decided.equals(result.decided().action()) || !then.rule().equals(result.rule());
    }
}
