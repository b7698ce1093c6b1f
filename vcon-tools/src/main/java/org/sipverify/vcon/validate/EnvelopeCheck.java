package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.vcon.form.Form.Encrypted;
import org.sipverify.vcon.form.Form.Signed;

/** The envelopes of signed and encrypted vCons (RFC 7515, RFC 7516). Whether a signature holds is not asked here. */
final class EnvelopeCheck {
    private EnvelopeCheck() {}

    static void signed(Signed form, Findings findings) {
        var signatures = form.jws().path("signatures");
        if (!signatures.isArray() || signatures.isEmpty()) {
            findings.add("/signatures", "no signatures", "a list of at least one");
        }
        var inner = form.vcon().map(vcon -> vcon.path("uuid").asText("")).orElse("");
        for (var i = 0; i < signatures.size(); i++) {
            var at = Pointer.to("/signatures", i);
            var signature = signatures.path(i);
            disjoint(signature.path("protected"), signature.path("header"), at, findings);
            var uuid = signature.path("header").path("uuid");
            if (!uuid.isMissingNode() && !uuid.asText("").equalsIgnoreCase(inner)) {
                findings.add(at + "/header/uuid", "is not the uuid inside: " + inner, "both are the same");
            }
            if (!signature.path("signature").isTextual()) {
                findings.add(at + "/signature", "no signature", "base64url text");
            }
        }
    }

    static void encrypted(Encrypted form, Findings findings) {
        var jwe = form.jwe();
        for (var name : new String[] {"ciphertext", "iv", "tag"}) {
            if (!isBase64Url(jwe.path(name).asText(" "))) {
                findings.add("/" + name, "is not base64url", "base64url text without padding");
            }
        }
        disjoint(jwe.path("protected"), jwe.path("unprotected"), "", findings);
        var recipients = jwe.path("recipients");
        if (!recipients.isArray() || recipients.isEmpty()) {
            findings.add("/recipients", "no recipients", "a list of at least one");
        }
        for (var i = 0; i < recipients.size(); i++) {
            disjoint(jwe.path("protected"), recipients.path(i).path("header"), Pointer.to("/recipients", i), findings);
        }
    }

    private static boolean isBase64Url(String text) {
        return !text.contains("=") && Base64Url.decodeLoosely(text).isPresent();
    }

    /** RFC 7515, 7.2.1: no name is in both headers, and libraries refuse what breaks that. */
    private static void disjoint(JsonNode protectedHeader, JsonNode header, String at, Findings findings) {
        var inside = decoded(protectedHeader, at, findings);
        inside.fieldNames().forEachRemaining(name -> {
            if (header.has(name)) {
                findings.add(at, "\"" + name + "\" is in the protected header and in another", "it is in one only");
            }
        });
    }

    private static JsonNode decoded(JsonNode header, String at, Findings findings) {
        var none = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        if (header.isMissingNode()) {
            return none;
        }
        try {
            return StrictJson.parse(Base64Url.decodeLoosely(header.asText(""))
                    .orElseThrow(() -> new MalformedJsonException("not base64url")));
        } catch (MalformedJsonException e) {
            findings.add(at + "/protected", "is not base64url of a JSON object", "encode the protected header");
            return none;
        }
    }
}
