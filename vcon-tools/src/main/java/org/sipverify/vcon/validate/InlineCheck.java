package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sipverify.formats.text.Base64Url;

/** A body is what its encoding says. */
final class InlineCheck implements Check {
    @Override
    public void run(ObjectNode vcon, Findings findings) {
        InlineFiles.each(vcon, (file, at) -> file(file, at, findings));
    }

    private static void file(JsonNode file, String at, Findings findings) {
        var body = file.path("body");
        var encoding = file.path("encoding").asText("");
        if (!body.isMissingNode() && !encoding.equals("json") && !body.isTextual()) {
            findings.add(
                    at + "/body", "is JSON, and its encoding is \"" + encoding + "\"", "a string, or encoding json");
        }
        if (encoding.equals("base64url") && body.isTextual()) {
            base64(body.asText(), at + "/body", findings);
        }
        if (!body.isMissingNode() && file.has("url")) {
            findings.add(at, "has body and url", "one of them");
        }
        if (file.has("url") && !file.path("url").asText("").startsWith("https://")) {
            findings.add(at + "/url", "is not an HTTPS URL", "https://...");
        }
    }

    static void base64(String text, String at, Findings findings) {
        if (text.contains("=")) {
            findings.add(at, "is base64url with padding", "without =");
        } else if (Base64Url.decodeLoosely(text).isEmpty()) {
            findings.add(at, "is not base64url", "letters, digits, - and _ only");
        }
    }
}
