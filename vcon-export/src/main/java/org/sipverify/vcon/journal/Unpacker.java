package org.sipverify.vcon.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.call.SecretKind;
import org.sipverify.vcon.call.VerdictDetails;

/** Reads what {@link Packer} wrote. */
final class Unpacker {
    static final String CLAIMS = "claims";
    static final String ERRORS = "errors";
    static final String LEFT_OUT = "left_out";

    private final ByteBuffer buffer;

    Unpacker(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    boolean isAtEnd() {
        return !buffer.hasRemaining();
    }

    int number() {
        return buffer.getInt();
    }

    int octet() {
        return buffer.get();
    }

    UUID uuid() {
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    Instant time() {
        return Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
    }

    String text() {
        return new String(octets(), UTF_8);
    }

    byte[] octets() {
        var octets = new byte[buffer.getInt()];
        buffer.get(octets);
        return octets;
    }

    /** None in an entry of an earlier version, which ends before them. */
    VerdictDetails details() {
        var octets = buffer.hasRemaining() ? octets() : new byte[0];
        return StrictJson.objectOrNone(octets)
                .map(json -> VerdictDetails.of(
                        json.path(CLAIMS),
                        json.path(ERRORS),
                        json.path(LEFT_OUT).asText("")))
                .orElse(VerdictDetails.NONE);
    }

    Set<SecretKind> secrets() {
        var bits = buffer.getInt();
        var secrets = EnumSet.noneOf(SecretKind.class);
        for (var secret : SecretKind.values()) {
            if ((bits & secret.bit()) != 0) {
                secrets.add(secret);
            }
        }
        return secrets;
    }
}
