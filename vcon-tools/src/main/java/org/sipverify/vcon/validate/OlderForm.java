package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;

/** Says in the draft's words what a vCon says in those of the extension's older documentation, and of core-02. */
final class OlderForm {
    private static final Pattern CSEQ = Pattern.compile("(\\d{1,10}) [A-Z]+");
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private OlderForm() {}

    /** Changes the tree in place; what is neither form stays and is found wrong. Every pointer stays true. */
    static void toDraft(ObjectNode vcon) {
        vcon.path("dialog").forEach(OlderForm::cseq);
        vcon.path("attachments").forEach(OlderForm::passport);
        for (var list : List.of("dialog", "analysis", "attachments")) {
            vcon.path(list).forEach(OlderForm::body);
        }
    }

    private static void cseq(JsonNode dialog) {
        var cseq = CSEQ.matcher(dialog.path("sip_cseq").asText(""));
        if (dialog instanceof ObjectNode object && dialog.path("sip_cseq").isTextual() && cseq.matches()) {
            object.put("sip_cseq", Long.parseLong(cseq.group(1)));
        }
    }

    private static void passport(JsonNode attachment) {
        if (attachment instanceof ObjectNode object
                && object.path("purpose").asText("").equals("stir-passport-extended")
                && object.path("mediatype").asText("").equals("application/passport+jwt")
                && COMPACT.matcher(object.path("body").asText("")).matches()) {
            object.put("mediatype", "application/passport");
        }
    }

    private static void body(JsonNode holder) {
        if (holder instanceof ObjectNode object
                && object.path("encoding").asText("").equals("json")
                && object.path("body").isTextual()) {
            try {
                object.set(
                        "body", StrictJson.parse(object.path("body").asText("").getBytes(StandardCharsets.UTF_8)));
            } catch (MalformedJsonException noJson) {
                // It stays a text, and no rule takes that for what it should be.
            }
        }
    }
}
