package org.sipverify.vcon.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.call.SecretKind;
import org.sipverify.vcon.call.VerdictDetails;

/** Writes values one behind the other. */
final class Packer {
    private ByteBuffer buffer;

    /** @param size about how many bytes */
    Packer(int size) {
        buffer = ByteBuffer.allocate(size);
    }

    Packer number(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    Packer octet(int value) {
        room(1).put((byte) value);
        return this;
    }

    Packer uuid(UUID uuid) {
        room(2 * Long.BYTES).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return this;
    }

    Packer time(Instant time) {
        room(Long.BYTES).putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
        return this;
    }

    Packer text(String text) {
        return octets(text.getBytes(UTF_8));
    }

    Packer octets(byte[] octets) {
        room(Integer.BYTES + octets.length).putInt(octets.length).put(octets);
        return this;
    }

    /** JSON, or nothing. */
    Packer details(VerdictDetails details) {
        if (details.isEmpty() && details.leftOut().isEmpty()) {
            return octets(new byte[0]);
        }
        var json = StrictJson.newObject().put(Unpacker.LEFT_OUT, details.leftOut());
        json.set(Unpacker.CLAIMS, details.claims().isMissingNode() ? json.nullNode() : details.claims());
        json.set(Unpacker.ERRORS, details.errors().isMissingNode() ? json.nullNode() : details.errors());
        return octets(StrictJson.bytes(json));
    }

    Packer secrets(Set<SecretKind> secrets) {
        return number(secrets.stream().mapToInt(SecretKind::bit).sum());
    }

    private ByteBuffer room(int more) {
        if (buffer.remaining() < more) {
            var larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + more));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    byte[] packed() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
