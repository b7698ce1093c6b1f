package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Times in a vCon. Their texts do not sort ("09Z" comes after "09.001Z"), so they are read before they are compared.
 */
public final class Times {
    private Times() {}

    /** An RFC 3339 time in any offset; absent when the value is not one. */
    public static Optional<Instant> of(JsonNode value) {
        try {
            return value.isTextual()
                    ? Optional.of(OffsetDateTime.parse(value.asText("")).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When a UUID of version 8 was made, to the millisecond; absent for other text. */
    public static Optional<Instant> ofUuid(String text) {
        try {
            var uuid = UUID.fromString(text);
            return uuid.version() == 8
                    ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
