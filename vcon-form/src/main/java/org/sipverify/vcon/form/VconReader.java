package org.sipverify.vcon.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.vcon.form.Form.Encrypted;
import org.sipverify.vcon.form.Form.Signed;
import org.sipverify.vcon.form.Form.Unsigned;

/** Finds the form of a vCon from its bytes, as in the core draft: gzip by its magic bytes, then by the JSON's names. */
public final class VconReader {
    /** The largest vCon that is read, unpacked: above what receivers take, and one of empty values fits the heap. */
    public static final int BYTES = 16 << 20;

    private static final int SIGNATURES_IN_EACH_OTHER = 4;

    private VconReader() {}

    /**
     * Reads a file.
     *
     * @throws MalformedVconException when it holds no vCon
     * @throws IOException when it cannot be read
     */
    public static Form read(Path file) throws IOException, MalformedVconException {
        return read(bytes(file));
    }

    /** The bytes of a file, unless they are too many. */
    public static byte[] bytes(Path file) throws IOException, MalformedVconException {
        try (var in = Files.newInputStream(file)) {
            return bounded(in.readNBytes(BYTES + 1), BYTES);
        }
    }

    /** Reads a vCon in any form, packed or not. */
    public static Form read(byte[] bytes) throws MalformedVconException {
        return read(bytes, BYTES);
    }

    /** Reads a vCon that has at most this many bytes, unpacked. */
    public static Form read(byte[] bytes, int most) throws MalformedVconException {
        var json = unpacked(bytes, most);
        return form(json, parsed(json), most, SIGNATURES_IN_EACH_OTHER);
    }

    private static JsonNode parsed(byte[] json) throws MalformedVconException {
        try {
            return StrictJson.parse(json);
        } catch (MalformedJsonException e) {
            throw new MalformedVconException(String.valueOf(e.getMessage()));
        }
    }

    /** The form of JSON that was read already. */
    public static Form form(byte[] octets, JsonNode json) throws MalformedVconException {
        return form(octets, json, BYTES, SIGNATURES_IN_EACH_OTHER);
    }

    private static Form form(byte[] octets, JsonNode json, int most, int signatures) throws MalformedVconException {
        if (!(json instanceof ObjectNode object)) {
            throw new MalformedVconException("not a vCon: must be a JSON object");
        }
        if (object.has("payload") && object.has("signatures")) {
            return new Signed(object, octets, content(object, most, signatures));
        }
        if (object.has("ciphertext") && object.has("recipients")) {
            return new Encrypted(object, octets);
        }
        if (object.has("parties") || object.has("dialog") || object.has("analysis") || object.has("attachments")) {
            return new Unsigned(object, octets);
        }
        throw new MalformedVconException(
                "not a vCon: it has neither parties, dialog, analysis or attachments, nor is it signed or encrypted");
    }

    private static Form content(JsonNode jws, int most, int signatures) throws MalformedVconException {
        if (signatures == 0) {
            throw new MalformedVconException("signed more than " + SIGNATURES_IN_EACH_OTHER + " times over");
        }
        var payload = payload(jws, most);
        return form(payload, parsed(payload), most, signatures - 1);
    }

    /** What a signed form carries, unpacked. */
    private static byte[] payload(JsonNode jws, int most) throws MalformedVconException {
        var payload = Base64Url.decodeLoosely(jws.path("payload").asText(""))
                .orElseThrow(() -> new MalformedVconException("the signed payload is not base64url"));
        return unpacked(payload, most);
    }

    /** The JSON of a vCon that may be packed with gzip. */
    public static byte[] unpacked(byte[] bytes) throws MalformedVconException {
        return unpacked(bytes, BYTES);
    }

    private static byte[] unpacked(byte[] bytes, int most) throws MalformedVconException {
        return bounded(Gzip.inflated(bytes, most), most);
    }

    private static byte[] bounded(byte[] bytes, int most) throws MalformedVconException {
        if (bytes.length > most) {
            throw MalformedVconException.larger(most);
        }
        return bytes;
    }
}
