package org.sipverify.vcon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * One call, written down (draft-ietf-vcon-vcon-core-04 with the sip-signaling extension).
 *
 * @param json the whole of it, in the draft's form; read, not written to
 */
public record Vcon(UUID uuid, Instant createdAt, ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads uuid and creation time out of the JSON. */
    public static Vcon of(ObjectNode json) {
        var uuid = UUID.fromString(json.path("uuid").asText());
        return new Vcon(uuid, Instant.parse(json.path("created_at").asText()), json);
    }

    /**
     * Reads the draft's form, as {@code bytes(Dialect.DRAFT)} wrote it.
     *
     * @throws IOException when it is no JSON object
     */
    public static Vcon parse(byte[] bytes) throws IOException {
        if (JSON.readTree(bytes) instanceof ObjectNode json) {
            return of(json);
        }
        throw new IOException("not a JSON object");
    }

    /** Compact UTF-8 text, as this reader wants it. */
    public byte[] bytes(Dialect dialect) {
        try {
            return JSON.writeValueAsBytes(dialect.equals(Dialect.DRAFT) ? json : dialect.say(json.deepCopy()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }
}
