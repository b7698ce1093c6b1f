package org.sipverify.vcon.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.vcon.form.Form;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;

/** Reads the JSON of JWS and JWE, header parameters with care. */
final class JoseJson {
    private JoseJson() {}

    static Form read(byte[] bytes) throws SealException {
        try {
            return VconReader.read(bytes);
        } catch (MalformedVconException e) {
            throw new SealException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * All header parameters together. A name that appears twice is refused (RFC 7515, 7.2.1): it would be ambiguous.
     */
    static ObjectNode joined(JsonNode protectedHeader, JsonNode... others) throws SealException {
        var all = StrictJson.newObject();
        add(all, protectedHeader.isTextual() ? decodedObject(protectedHeader) : protectedHeader);
        for (var other : others) {
            add(all, other);
        }
        if (all.has("crit")) {
            throw new SealException("it has critical header parameters, and none is known here");
        }
        return all;
    }

    private static void add(ObjectNode all, JsonNode header) throws SealException {
        for (var field : header.properties()) {
            if (all.has(field.getKey())) {
                throw new SealException("the header parameter " + shown(field.getKey()) + " is in two headers");
            }
            all.set(field.getKey(), field.getValue());
        }
    }

    /** A name comes from the file and may hold anything. */
    static String shown(String name) {
        return name.matches("[A-Za-z0-9_#-]{1,40}") ? name : "(unprintable)";
    }

    private static ObjectNode decodedObject(JsonNode text) throws SealException {
        try {
            return StrictJson.object(decoded(text));
        } catch (MalformedJsonException e) {
            throw new SealException("the protected header is " + e.getMessage());
        }
    }

    static byte[] decoded(JsonNode text) throws SealException {
        return Base64Url.decodeLoosely(text.asText())
                .orElseThrow(() -> new SealException("a part of it is not valid base64url"));
    }

    /** The header's uuid names the vCon in clear; a wrong one would file it under another's name. */
    static void checkUuid(JsonNode header, String inner) throws SealException {
        if (header.has("uuid") && !header.path("uuid").asText().equalsIgnoreCase(inner)) {
            throw new SealException("the header has another uuid than the content: "
                    + header.path("uuid").asText() + " and " + inner);
        }
    }

    /** The uuid of the vCon inside. */
    static UUID uuid(Form form) throws SealException {
        try {
            return UUID.fromString(
                    form.vcon().map(vcon -> vcon.path("uuid").asText()).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new SealException("the vCon inside has no uuid");
        }
    }
}
