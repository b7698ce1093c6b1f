package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.content.RecordedLeg.Passed;
import org.sipverify.vcon.privacy.Masked;
import org.sipverify.vcon.sip.NameAddr;
import org.sipverify.vcon.sip.SipText;

/** The dialogs of a vCon: the caller's leg, and each try to reach the callee of a bridged call. */
final class Dialogs {
    private final ArrayNode list;

    Dialogs(ArrayNode list) {
        this.list = list;
    }

    /** The caller's leg. */
    void add(Recording call, RecordedLeg leg, Outcome outcome) {
        var dialog = addBare(call, leg, outcome);
        if (outcome.text().equals("redirected")) {
            dialog.put("application", "sip-redirect");
        } else if (call.isBridged()) {
            dialog.put("application", "sip-b2bua");
        }
        sip(dialog, leg);
    }

    /** A leg towards the callee: one that has no answer was given up. */
    void add(Recording call, RecordedLeg leg) {
        var dialog = list.addObject();
        var disposition = leg.answer()
                .map(answer -> Disposition.of(answer.text().status()))
                .orElse(Disposition.NO_ANSWER);
        when(dialog, call, leg, leg.messages().get(0).time(), leg.isAnswered() ? "" : disposition);
        dialog.put("application", "sip-b2bua");
        sip(dialog, leg);
    }

    /** Type, times and parties: from the INVITE to the final answer, or of an answered call to its end. */
    ObjectNode addBare(Recording call, RecordedLeg leg, Outcome outcome) {
        var dialog = list.addObject();
        when(dialog, call, leg, call.arrival().time(), outcome.disposition());
        return dialog;
    }

    /** An answered call was not recorded here, so its set of recordings is empty. */
    private static void when(ObjectNode dialog, Recording call, RecordedLeg leg, Instant begun, String disposition) {
        var answered = leg.answer().map(Passed::time);
        var talked = disposition.isEmpty();
        var start = talked ? answered.orElse(begun) : begun;
        var end = (talked ? leg.bye().map(Passed::time) : answered)
                .or(call::end)
                .orElseGet(() -> leg.messages().get(leg.messages().size() - 1).time());
        dialog.put("type", talked ? "recording-set" : "incomplete")
                .put("start", Timestamps.of(start))
                .put("duration", Timestamps.seconds(start, end));
        dialog.putArray("parties")
                .add(Math.min(leg.seat().opposite(), leg.peer()))
                .add(Math.max(leg.seat().opposite(), leg.peer()));
        if (talked) {
            dialog.putArray("recordings");
        } else {
            dialog.put("disposition", disposition);
        }
    }

    private static void sip(ObjectNode dialog, RecordedLeg leg) {
        var invite = leg.invite().text();
        SessionId.of(invite)
                .ifPresent(it ->
                        dialog.putObject("session_id").put("local", it.local()).put("remote", it.remote()));
        dialog.put("sip_call_id", invite.callId());
        tag(dialog, "sip_from_tag", invite.first("From"));
        tag(dialog, "sip_to_tag", leg.answer().flatMap(it -> it.text().first("To")));
        cseq(dialog, leg.answer().map(Passed::text).orElse(invite));
    }

    /** Of the INVITE that was answered in the end, which a challenge may have numbered anew. Without zeros before it. */
    private static void cseq(ObjectNode dialog, SipText answer) {
        var number = answer.cseq();
        if (number >= 0 && answer.cseqNumber().equals(Long.toString(number))) {
            dialog.put("sip_cseq", number);
        }
    }

    private static void tag(ObjectNode dialog, String name, Optional<String> address) {
        var tag = address.map(value -> NameAddr.of(value).tag()).orElse("");
        if (!tag.isEmpty()) {
            dialog.put(name, Masked.text(tag));
        }
    }
}
