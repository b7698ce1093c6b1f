package org.sipverify.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How a reader wants its vCons. What is stored and signed is always the draft's form.
 *
 * @param form the draft's, or that of the older documentation
 * @param jsonBodies JSON bodies as values or, for readers of core-02, as strings
 */
public record Dialect(Form form, JsonBodies jsonBodies) {
    /** Everything as the drafts have it. */
    public static final Dialect DRAFT = new Dialect(Form.DRAFT, JsonBodies.VALUE);

    /** Whose words. */
    public enum Form {
        DRAFT,
        /** {@code sip_cseq} with its method, {@code sip} without scheme, the extended PASSporT as a compact token. */
        DOCS
    }

    /** How a body with encoding json stands there. */
    public enum JsonBodies {
        VALUE,
        STRING
    }

    /** Says a vCon of the draft's form in this dialect; the tree is changed and given back. */
    ObjectNode say(ObjectNode vcon) {
        if (form == Form.DOCS) {
            vcon.path("parties").forEach(party -> withoutScheme((ObjectNode) party));
            vcon.path("dialog").forEach(dialog -> withMethod((ObjectNode) dialog));
            vcon.path("attachments").forEach(attachment -> compact((ObjectNode) attachment));
        }
        if (jsonBodies == JsonBodies.STRING) {
            for (var list : List.of("attachments", "analysis")) {
                vcon.path(list).forEach(item -> stringBody((ObjectNode) item));
            }
        }
        return vcon;
    }

    private static void withoutScheme(ObjectNode party) {
        if (party.has("sip")) {
            party.put("sip", party.path("sip").asText().replaceFirst("(?i)^sips?:", ""));
        }
    }

    /** The request that makes a dialog is an INVITE. */
    private static void withMethod(ObjectNode dialog) {
        if (dialog.has("sip_cseq")) {
            dialog.put("sip_cseq", dialog.path("sip_cseq").asText() + " INVITE");
        }
    }

    private static void compact(ObjectNode attachment) {
        if (attachment.path("purpose").asText().equals("stir-passport-extended")) {
            var jws = field(attachment, "protected") + "." + field(attachment, "payload") + "."
                    + field(attachment, "signature");
            attachment.put("mediatype", "application/passport+jwt").put("body", jws);
        }
    }

    /** The body is flattened JSON of ours, whose three values are base64url: no quote stands inside one. */
    private static String field(JsonNode attachment, String name) {
        var body = attachment.path("body").asText();
        var from = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return body.substring(from, body.indexOf('"', from));
    }

    private static void stringBody(ObjectNode item) {
        if (item.path("encoding").asText().equals("json")) {
            item.put("body", item.path("body").toString());
        }
    }
}
