package org.sipverify.vcon.record;

import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.vcon.JsonBytes;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.Vcon;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.content.VconContent;
import org.sipverify.vcon.privacy.CredentialScan;
import org.sipverify.vcon.store.FileStore.Item;

/** Makes the finished bytes of a vCon, and searches them for credentials once more. */
final class VconBuilder {
    private static final Logger LOG = LogManager.getLogger();

    private final VconContent content;
    private final CredentialScan scan;
    private final JsonBytes json = new JsonBytes();
    private final Seal seal;
    private final Optional<RedactedCopy> redacted;
    private final VconMeter meter;

    /** What is written to the disk, and the vCon in it as plain JSON. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never changed
    record Made(Item item, byte[] json) {}

    /** A vCon and its bytes: writing them is a good part of the work, so it is done once. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never changed
    private record Written(Vcon vcon, byte[] json) {}

    VconBuilder(VconContent content, Seal seal, Optional<RedactedCopy> redacted, VconMeter meter) {
        this.content = content;
        this.scan = new CredentialScan(content.harmless());
        this.seal = seal;
        this.redacted = redacted;
        this.meter = meter;
    }

    /** The vCon of a call, and its redacted copy where one is wanted. */
    List<Made> make(Recording call) {
        var full = sound(call);
        meter.built();
        var made = made("", full, call);
        return redacted.map(it -> List.of(made, made("redacted", written(it.of(full.vcon())), call)))
                .orElseGet(() -> List.of(made));
    }

    private Written written(Vcon vcon) {
        return new Written(vcon, json.of(vcon.json()));
    }

    private Made made(String room, Written written, Recording call) {
        var vcon = written.vcon();
        var octets = seal.seal(vcon.uuid(), written.json());
        return new Made(new Item(room, vcon.uuid(), vcon.createdAt(), octets, call.isRecovered()), written.json());
    }

    /** Everything was cleaned when it arrived, so this finds faults of this program only, and stops them here. */
    private Written sound(Recording call) {
        try {
            var vcon = new Vcon(call.uuid(), call.createdAt(), content.of(call));
            var found = scan.kinds(vcon.json());
            if (found.isEmpty()) {
                return written(vcon);
            }
            LOG.error("vCon {} contained {}: only its basic facts are kept", call.uuid(), found);
        } catch (RuntimeException bug) {
            LOG.error("cannot build vCon {}: only its basic facts are kept", call.uuid(), bug);
        }
        meter.quarantined();
        return written(new Vcon(call.uuid(), call.createdAt(), content.bare(call)));
    }
}
