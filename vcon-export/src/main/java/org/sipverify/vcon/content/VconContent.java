package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.Sheddable;
import org.sipverify.vcon.content.RecordedLeg.Passed;
import org.sipverify.vcon.privacy.HarmlessTexts;
import org.sipverify.vcon.privacy.Masked;
import org.sipverify.vcon.sip.NameAddr;

/** Makes the JSON of a vCon (draft-ietf-vcon-vcon-core-04 with the sip-signaling extension) of a recording. For one thread. */
public final class VconContent {
    private static final String VERSION = "0.4.0";

    private final ContentConfig config;
    private final KeptHeaders headers;
    private final HarmlessTexts harmless = new HarmlessTexts();

    public VconContent(ContentConfig config) {
        this.config = config;
        this.headers = new KeptHeaders(config.headers());
    }

    /** Texts that were searched when vCons were made, and need not be searched again. */
    public HarmlessTexts harmless() {
        return harmless;
    }

    public ObjectNode of(Recording call) {
        var leg = new RecordedLeg(call);
        var passport = RecordedPassport.of(leg.invite().text());
        var outcome =
                Outcome.of(call, leg.answer().map(it -> it.text().status()).orElse(0));
        var vcon = head(call, true);
        new PartyList(vcon.putArray("parties")).add(call, leg.invite().text(), passport, config);
        dialog(vcon.putArray("dialog").addObject(), call, leg, outcome);
        analysis(vcon.putArray("analysis").addObject(), call, outcome);
        attachments(new Attachments(vcon.putArray("attachments"), config.purposes()), call, leg, passport);
        if (vcon.get("attachments").isEmpty()) {
            vcon.remove("attachments");
        }
        return vcon;
    }

    /**
     * As little as can be said: numbers, times and the outcome, and nothing that others wrote. For a call whose whole
     * vCon was found to hold a credential.
     */
    public ObjectNode bare(Recording call) {
        var leg = new RecordedLeg(call);
        var outcome =
                Outcome.of(call, leg.answer().map(it -> it.text().status()).orElse(0));
        var vcon = head(call, false);
        var parties = vcon.putArray("parties");
        for (var person : List.of(call.arrival().caller(), call.arrival().callee())) {
            var party = parties.addObject();
            if (PartyList.isNumber(person.tel())) {
                party.put("tel", person.tel());
            }
        }
        parties.addObject().put("type", "organization").put("org", config.organization());
        incomplete(vcon.putArray("dialog").addObject(), call, leg, outcome);
        var report = JsonNodeFactory.instance.objectNode().put("outcome", outcome.text());
        report.putObject("capture")
                .put("complete", false)
                .putArray("gaps")
                .add("held back: a credential was found in the finished record");
        analysis(vcon.putArray("analysis").addObject(), report);
        return vcon;
    }

    private static ObjectNode head(Recording call, boolean signaling) {
        var vcon = JsonNodeFactory.instance
                .objectNode()
                .put("vcon", VERSION)
                .put("uuid", call.uuid().toString())
                .put("created_at", Timestamps.of(call.createdAt()));
        if (signaling) {
            vcon.putArray("extensions").add("sip-signaling");
        }
        return vcon;
    }

    private static void dialog(ObjectNode dialog, Recording call, RecordedLeg leg, Outcome outcome) {
        incomplete(dialog, call, leg, outcome);
        var invite = leg.invite().text();
        if (outcome.text().equals("redirected")) {
            dialog.put("application", "sip-redirect");
        }
        SessionId.of(invite)
                .ifPresent(it ->
                        dialog.putObject("session_id").put("local", it.local()).put("remote", it.remote()));
        dialog.put("sip_call_id", invite.callId());
        tag(dialog, "sip_from_tag", invite.first("From"));
        tag(dialog, "sip_to_tag", leg.answer().flatMap(it -> it.text().first("To")));
        var number = invite.cseq();
        if (number >= 0 && invite.cseqNumber().equals(Long.toString(number))) { // without zeros before it
            dialog.put("sip_cseq", number);
        }
    }

    /** From the INVITE to the final answer, or to when the end was noted. */
    private static void incomplete(ObjectNode dialog, Recording call, RecordedLeg leg, Outcome outcome) {
        var start = call.arrival().time();
        var end = leg.answer().map(Passed::time).or(call::end).orElseGet(() -> leg.messages()
                .get(leg.messages().size() - 1)
                .time());
        dialog.put("type", "incomplete")
                .put("start", Timestamps.of(start))
                .put("duration", Timestamps.seconds(start, end));
        dialog.putArray("parties").add(0).add(1);
        dialog.put("disposition", outcome.disposition());
    }

    private static void tag(ObjectNode dialog, String name, Optional<String> address) {
        var tag = address.map(value -> NameAddr.of(value).tag()).orElse("");
        if (!tag.isEmpty()) {
            dialog.put(name, Masked.text(tag));
        }
    }

    private static void analysis(ObjectNode analysis, Recording call, Outcome outcome) {
        analysis(analysis, CallReport.of(call, outcome));
    }

    private static void analysis(ObjectNode analysis, ObjectNode report) {
        analysis.put("type", "report")
                .put("dialog", 0)
                .put("vendor", "sip-verify")
                .put("schema", CallReport.SCHEMA)
                .put("mediatype", "application/json")
                .put("encoding", "json")
                .set("body", report);
    }

    private void attachments(Attachments list, Recording call, RecordedLeg leg, Optional<RecordedPassport> passport) {
        var shown = new ShownHeaders(headers, harmless);
        new MessageAttachments(list, shown).add(leg);
        if (list.wants(Purpose.SIP_MESSAGE_TRACE) && !call.shed().contains(Sheddable.TRACE)) {
            var body = new TraceBody(shown, PartyList.SERVER)
                    .of(leg.invite().text().callId(), leg.messages(), CallReport.gaps(call));
            list.json(Purpose.SIP_MESSAGE_TRACE, leg.messages().get(0).time(), PartyList.SERVER, body);
        }
        var invited = leg.invite().time();
        passport.ifPresent(it -> list.body(
                Purpose.STIR_PASSPORT_EXTENDED,
                invited,
                PartyList.CALLER,
                "application/passport",
                new WireText(it.json(), WireText.NONE)));
        if (list.wants(Purpose.STIR_VERIFICATION_REPORT)) {
            var when = leg.answer().map(Passed::time).orElse(invited);
            call.verdict()
                    .flatMap((RecordedVerdict it) -> VerificationReport.of(it, when, passport))
                    .ifPresent(it -> list.json(Purpose.STIR_VERIFICATION_REPORT, when, PartyList.SERVER, it));
        }
    }
}
