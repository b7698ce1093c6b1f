package org.sipverify.vcon.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.sipverify.vcon.call.SecretKind;

/** Reads what {@link Packer} wrote. */
final class Unpacker {
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
