package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;

/** The body of an inline file. Core-02 readers were given JSON as a string, and such vCons are about. */
final class JsonBody {
    private JsonBody() {}

    static JsonNode of(JsonNode file) {
        var body = file.path("body");
        if (!body.isTextual() || !file.path("encoding").asText("").equals("json")) {
            return body;
        }
        try {
            return StrictJson.parse(body.asText("").getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            return body;
        }
    }
}
