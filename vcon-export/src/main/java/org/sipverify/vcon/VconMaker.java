package org.sipverify.vcon;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.content.VconContent;
import org.sipverify.vcon.privacy.CredentialScan;
import org.sipverify.vcon.store.FileStore.Item;

/** Makes the finished bytes of a vCon, and looks through them once more before anybody gets them. */
final class VconMaker {
    private static final Logger LOG = LogManager.getLogger();

    private final VconContent content;
    private final Seal seal;
    private final Optional<RedactedTwin> twin;
    private final VconMeter meter;

    /** What goes to the disk, and the vCon in it as plain JSON. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never changed
    record Made(Item item, byte[] json) {}

    VconMaker(VconContent content, Seal seal, Optional<RedactedTwin> twin, VconMeter meter) {
        this.content = content;
        this.seal = seal;
        this.twin = twin;
        this.meter = meter;
    }

    /** The vCon of a call, and its redacted twin where one is wanted. */
    List<Made> make(Recording call) {
        var vcon = sound(call);
        meter.built();
        var made = made("", vcon);
        return twin.map(it -> List.of(made, made("redacted", it.of(vcon)))).orElseGet(() -> List.of(made));
    }

    private Made made(String room, Vcon vcon) {
        var json = vcon.bytes(Dialect.DRAFT);
        return new Made(new Item(room, vcon.uuid(), vcon.createdAt(), seal.seal(vcon.uuid(), json)), json);
    }

    /** Everything has been cleaned on its way in, so this finds faults of ours only, and lets none of them out. */
    private Vcon sound(Recording call) {
        try {
            var vcon = Vcon.of(content.of(call));
            var found = CredentialScan.of(vcon.bytes(Dialect.DRAFT));
            if (found.isEmpty()) {
                return vcon;
            }
            LOG.error("vCon {} held {}: only its bare facts are kept", call.uuid(), found);
        } catch (IOException | RuntimeException bug) {
            LOG.error("vCon {} cannot be made: only its bare facts are kept", call.uuid(), bug);
        }
        meter.quarantined();
        return Vcon.of(content.bare(call));
    }
}
