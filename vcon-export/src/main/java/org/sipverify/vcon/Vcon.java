package org.sipverify.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.sipverify.formats.json.StrictJson;

/**
 * One call, written down (draft-ietf-vcon-vcon-core-04 with the sip-signaling extension).
 *
 * @param json the whole of it, in the draft's form; read, not written to
 */
public record Vcon(UUID uuid, Instant createdAt, ObjectNode json) {
    /** Reads uuid and creation time out of the JSON. */
    public static Vcon of(ObjectNode json) {
        var uuid = UUID.fromString(json.path("uuid").asText());
        return new Vcon(uuid, Instant.parse(json.path("created_at").asText()), json);
    }

    /** Compact UTF-8 text. */
    public byte[] bytes() {
        return StrictJson.bytes(json);
    }
}
