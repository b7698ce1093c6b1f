package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.sipverify.vcon.read.Form.Encrypted;
import org.sipverify.vcon.read.Form.Signed;
import org.sipverify.vcon.read.Form.Unsigned;

/** Tells the form of a vCon from its bytes, as the core draft says: gzip by its magic bytes, then by the JSON's names. */
public final class VconReader {
    /** The largest vCon that is read, unpacked: above what receivers take, and one of empty values fits the heap. */
    public static final int BYTES = 16 << 20;

    private static final int SIGNATURES_IN_EACH_OTHER = 4;

    private VconReader() {}

    /**
     * Reads a file.
     *
     * @throws UnreadableVconException when it holds no vCon
     * @throws IOException when it cannot be read
     */
    public static Form read(Path file) throws IOException, UnreadableVconException {
        return read(bytes(file));
    }

    /** The bytes of a file, unless they are too many. */
    public static byte[] bytes(Path file) throws IOException, UnreadableVconException {
        try (var in = Files.newInputStream(file)) {
            return bounded(in.readNBytes(BYTES + 1));
        }
    }

    /** Reads a vCon in any form, packed or not. */
    public static Form read(byte[] bytes) throws UnreadableVconException {
        return form(StrictJson.parse(unpacked(bytes)), SIGNATURES_IN_EACH_OTHER);
    }

    /** The form of JSON that was read already. */
    public static Form form(JsonNode json) throws UnreadableVconException {
        return form(json, SIGNATURES_IN_EACH_OTHER);
    }

    private static Form form(JsonNode json, int signatures) throws UnreadableVconException {
        if (!(json instanceof ObjectNode object)) {
            throw new UnreadableVconException("no vCon: a JSON object is expected");
        }
        if (object.has("payload") && object.has("signatures")) {
            return new Signed(object, form(StrictJson.parse(payload(object)), inner(signatures)));
        }
        if (object.has("ciphertext") && object.has("recipients")) {
            return new Encrypted(object);
        }
        if (object.has("parties") || object.has("dialog") || object.has("analysis") || object.has("attachments")) {
            return new Unsigned(object);
        }
        throw new UnreadableVconException(
                "no vCon: neither parties, dialog, analysis or attachments, nor signed or encrypted");
    }

    private static int inner(int signatures) throws UnreadableVconException {
        if (signatures == 0) {
            throw new UnreadableVconException("signed more than " + SIGNATURES_IN_EACH_OTHER + " times over");
        }
        return signatures - 1;
    }

    /** What a signed form carries, unpacked. */
    public static byte[] payload(JsonNode jws) throws UnreadableVconException {
        try {
            return unpacked(Base64.getUrlDecoder().decode(jws.path("payload").asText("")));
        } catch (IllegalArgumentException e) {
            throw new UnreadableVconException("the signed payload is not base64url");
        }
    }

    /** The JSON of a vCon that may be packed with gzip. */
    public static byte[] unpacked(byte[] bytes) throws UnreadableVconException {
        if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
            return bounded(bytes);
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return bounded(in.readNBytes(BYTES + 1));
        } catch (IOException e) {
            throw new UnreadableVconException("broken gzip: " + e.getMessage());
        }
    }

    private static byte[] bounded(byte[] bytes) throws UnreadableVconException {
        if (bytes.length > BYTES) {
            throw new UnreadableVconException("larger than " + (BYTES >> 20) + " MiB");
        }
        return bytes;
    }
}
