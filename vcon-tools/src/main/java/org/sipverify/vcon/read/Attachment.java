package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Something kept beside the call. */
public record Attachment(String purpose, Place place, String mediatype, String encoding, String url, JsonNode body) {
    /**
     * Where in the call it belongs.
     *
     * @param start when it passed
     * @param party index of who contributed it; -1 when that is not said
     * @param dialog index of the leg it belongs to; -1 when that is not said
     */
    public record Place(Optional<Instant> start, int party, int dialog) {}

    static Attachment of(JsonNode attachment) {
        return new Attachment(
                attachment.path("purpose").asText(""),
                new Place(
                        Times.of(attachment.path("start")),
                        attachment.path("party").asInt(-1),
                        attachment.path("dialog").asInt(-1)),
                attachment.path("mediatype").asText(""),
                attachment.path("encoding").asText(""),
                attachment.path("url").asText(""),
                JsonBody.of(attachment));
    }

    /** Index of who contributed it; -1 when that is not said. */
    public int party() {
        return place.party();
    }

    /** Index of the leg it belongs to; -1 when that is not said. */
    public int dialog() {
        return place.dialog();
    }

    /** Bytes of the content itself: of a JSON value when written compactly, of base64url when decoded. */
    public long size() {
        if (body.isMissingNode()) {
            return 0;
        }
        var text = body.isTextual() ? body.asText("") : body.toString();
        var bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return encoding.equals("base64url") ? bytes * 3L / 4 : bytes;
    }
}
