package org.sipverify.app.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sipverify.index.CallIndex;
import org.sipverify.index.FiledVcon;
import org.sipverify.index.IndexedCall;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.read.Times;

/** Tells the index where vCons are. Never waits. */
public record IndexFeed(CallIndex index) {
    /**
     * A vCon was written.
     *
     * @param json the vCon itself, unsealed. It is kept for a moment while few wait, since an encrypted file cannot be
     *     read again
     */
    public void stored(UUID uuid, Instant createdAt, Path file, byte[] json) {
        var kept = index.isCalm() ? Optional.of(json) : Optional.<byte[]>empty();
        index.filed(new FiledVcon(uuid, file.toString(), () -> read(kept, file)), createdAt);
    }

    /** A vCon was found where it was written. */
    void found(UUID uuid, Instant createdAt, Path file) {
        index.filed(new FiledVcon(uuid, file.toString(), () -> read(Optional.empty(), file)), createdAt);
    }

    /** A vCon was removed. */
    public void removed(UUID uuid) {
        var createdAt = Times.ofUuid(uuid.toString()).orElse(Instant.EPOCH);
        index.filed(new FiledVcon(uuid, "", Optional::empty), createdAt);
    }

    /** A file that is gone or broken brings no row: there is nothing that could be shown of it. */
    private static Optional<IndexedCall> read(Optional<byte[]> json, Path file) {
        try {
            return json.isPresent() ? VconRow.of(json.get(), file) : VconRow.of(file);
        } catch (IOException | MalformedVconException e) {
            return Optional.empty();
        }
    }
}
