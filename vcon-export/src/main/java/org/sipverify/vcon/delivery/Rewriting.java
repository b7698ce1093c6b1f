package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.delivery.endpoint.Dialect;

/** Writes a vCon of the draft's dialect in an endpoint's own. */
final class Rewriting {
    private static final List<String> WITH_BODIES = List.of("dialog", "analysis", "attachments");

    private Rewriting() {}

    /** Changes the tree in place; true when the dialect asks for any change at all. */
    static boolean rewrite(ObjectNode vcon, Dialect dialect) throws MalformedJsonException {
        if (dialect.words() == Dialect.Words.DOCS) {
            vcon.path("parties").forEach(Rewriting::withoutScheme);
            vcon.path("dialog").forEach(Rewriting::cseqAsText);
            for (var attachment : vcon.path("attachments")) {
                compactPassport(attachment);
            }
        }
        if (dialect.jsonBodies() == Dialect.JsonBodies.STRING) {
            WITH_BODIES.forEach(array -> vcon.path(array).forEach(Rewriting::bodyAsText));
        }
        return !dialect.equals(Dialect.DRAFT);
    }

    private static void withoutScheme(JsonNode party) {
        if (party instanceof ObjectNode object && object.path("sip").isTextual()) {
            object.put("sip", object.path("sip").asText().replaceFirst("(?i)^sips?:", ""));
        }
    }

    /** The request that made the dialog is an INVITE: a vCon has no other. */
    private static void cseqAsText(JsonNode dialog) {
        if (dialog instanceof ObjectNode object && object.path("sip_cseq").isIntegralNumber()) {
            object.put("sip_cseq", object.path("sip_cseq").asText() + " INVITE");
        }
    }

    private static void compactPassport(JsonNode attachment) throws MalformedJsonException {
        if (attachment instanceof ObjectNode object
                && object.path("purpose").asText().equals("stir-passport-extended")
                && object.path("mediatype").asText().equals("application/passport")) {
            object.put("mediatype", "application/passport+jwt");
            object.put("encoding", "none");
            object.put("body", compact(object.path("body")));
        }
    }

    /** RFC 7515: the flattened form has its one signature at the top, the general form in a list. */
    private static String compact(JsonNode body) throws MalformedJsonException {
        var jws = body.isTextual() ? StrictJson.object(body.asText().getBytes(StandardCharsets.UTF_8)) : body;
        var signature = jws.path("signatures").path(0).isObject()
                ? jws.path("signatures").path(0)
                : jws;
        return signature.path("protected").asText() + "." + jws.path("payload").asText() + "."
                + signature.path("signature").asText();
    }

    private static void bodyAsText(JsonNode holder) {
        if (holder instanceof ObjectNode object
                && object.path("encoding").asText().equals("json")
                && object.has("body")
                && !object.path("body").isTextual()) {
            object.put("body", new String(StrictJson.bytes(object.path("body")), StandardCharsets.UTF_8));
        }
    }
}
