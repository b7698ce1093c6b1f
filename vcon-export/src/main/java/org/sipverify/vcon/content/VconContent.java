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
        var legs = RecordedLeg.of(call);
        var leg = legs.get(0);
        var passport = RecordedPassport.of(leg.invite().text());
        var outcome = Outcome.of(call, legs);
        var vcon = head(call, true);
        var parties = new PartyList(vcon.putArray("parties"));
        parties.add(call, leg.invite().text(), passport, config);
        legs.stream().filter(RecordedLeg::isTransferred).forEach(parties::add);
        var dialogs = new Dialogs(vcon.putArray("dialog"));
        dialogs.add(call, leg, outcome);
        legs.subList(1, legs.size()).forEach(other -> dialogs.add(call, other));
        analysis(vcon.putArray("analysis").addObject(), CallReport.of(call, legs, outcome));
        attachments(new Attachments(vcon.putArray("attachments"), config.purposes()), call, legs, passport);
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
        var legs = RecordedLeg.of(call);
        var outcome = Outcome.of(call, legs);
        var vcon = head(call, false);
        var parties = vcon.putArray("parties");
        for (var person : List.of(call.arrival().caller(), call.arrival().callee())) {
            var party = parties.addObject();
            if (PartyList.isNumber(person.tel())) {
                party.put("tel", person.tel());
            }
        }
        parties.addObject().put("type", "organization").put("org", config.organization());
        new Dialogs(vcon.putArray("dialog")).addBare(call, legs.get(0), outcome);
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

    private static void analysis(ObjectNode analysis, ObjectNode report) {
        analysis.put("type", "report")
                .put("dialog", 0)
                .put("vendor", "sip-verify")
                .put("schema", CallReport.SCHEMA)
                .put("mediatype", "application/json")
                .put("encoding", "json")
                .set("body", report);
    }

    private void attachments(
            Attachments list, Recording call, List<RecordedLeg> legs, Optional<RecordedPassport> passport) {
        var shown = new ShownHeaders(headers, harmless);
        legs.forEach(leg -> messages(list.of(leg.dialog()), call, leg, shown));
        var invited = legs.get(0).invite().time();
        passport.ifPresent(it -> list.body(
                Purpose.STIR_PASSPORT_EXTENDED,
                invited,
                PartyList.CALLER,
                "application/passport",
                new WireText(it.json(), WireText.NONE)));
        if (list.wants(Purpose.STIR_VERIFICATION_REPORT)) {
            var when = legs.get(0).answer().map(Passed::time).orElse(invited);
            call.verdict()
                    .flatMap((RecordedVerdict it) -> VerificationReport.of(it, when, passport))
                    .ifPresent(it -> list.json(Purpose.STIR_VERIFICATION_REPORT, when, PartyList.SERVER, it));
        }
    }

    private static void messages(Attachments list, Recording call, RecordedLeg leg, ShownHeaders shown) {
        new MessageAttachments(list, shown).add(leg);
        if (list.wants(Purpose.SIP_MESSAGE_TRACE) && !call.shed().contains(Sheddable.TRACE)) {
            var body = new TraceBody(shown, leg.peer())
                    .of(leg.invite().text().callId(), leg.messages(), CallReport.gaps(call));
            list.json(Purpose.SIP_MESSAGE_TRACE, leg.messages().get(0).time(), PartyList.SERVER, body);
        }
    }
}
