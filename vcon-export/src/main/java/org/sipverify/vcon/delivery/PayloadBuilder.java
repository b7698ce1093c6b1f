package org.sipverify.vcon.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.delivery.DeliveryMeter.Quarantine;
import org.sipverify.vcon.delivery.endpoint.Dialect;
import org.sipverify.vcon.delivery.endpoint.EndpointConfig;
import org.sipverify.vcon.delivery.endpoint.Payload;
import org.sipverify.vcon.delivery.endpoint.Profile;
import org.sipverify.vcon.form.Form;
import org.sipverify.vcon.form.Gzip;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;

/** Makes an endpoint's bytes of a stored vCon. The same file gives the same bytes every time. */
final class PayloadBuilder {
    /**
     * Bytes after inflation. A call with all its messages has some ten thousand; what has more is not the vCon of a
     * call.
     */
    private static final int LARGEST = 128 << 20;

    private final EndpointConfig config;

    PayloadBuilder(EndpointConfig config) {
        this.config = config;
    }

    /**
     * Reads the file and writes it as the endpoint wants it.
     *
     * @throws java.nio.file.NoSuchFileException when it is gone
     */
    Payload pack(Path file) throws IOException, Undeliverable {
        try {
            var stored = Files.readAllBytes(file);
            return config.form().asStored() ? asStored(Gzip.inflated(stored, LARGEST)) : written(plain(stored));
        } catch (MalformedJsonException | MalformedVconException e) {
            throw new Undeliverable(Quarantine.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    /** The vCon inside a stored one. Its signature is not checked: this server wrote the file. */
    private static Form.Unsigned plain(byte[] stored) throws MalformedVconException {
        return VconReader.read(stored, LARGEST)
                .plain()
                .orElseThrow(() -> new MalformedVconException("encrypted, so it can only be passed on as it is"));
    }

    private Payload asStored(byte[] sealed) throws Undeliverable {
        checkSize(sealed);
        return payload(sealed, false);
    }

    /** What needs no change is sent as it was stored. */
    private Payload written(Form.Unsigned stored) throws MalformedJsonException, Undeliverable {
        var json = stored.octets();
        var changes = config.http().profile() == Profile.CONSERVER
                || !config.form().dialect().equals(Dialect.DRAFT);
        if (!changes && json.length <= config.form().maxSize()) {
            return payload(json, false);
        }
        var vcon = stored.json();
        var changed = Rewriting.rewrite(vcon, config.form().dialect());
        if (config.http().profile() == Profile.CONSERVER) {
            changed |= ConserverQuirks.avoid(vcon);
        }
        var bytes = changed ? StrictJson.bytes(vcon) : json;
        return bytes.length <= config.form().maxSize() ? payload(bytes, false) : trimmed(vcon);
    }

    private Payload trimmed(ObjectNode vcon) throws Undeliverable {
        Trimming.dropTraces(vcon);
        var bytes = StrictJson.bytes(vcon);
        if (bytes.length > config.form().maxSize()) {
            Trimming.dropAllButTheEssential(vcon);
            bytes = StrictJson.bytes(vcon);
        }
        checkSize(bytes);
        return payload(bytes, true);
    }

    private void checkSize(byte[] bytes) throws Undeliverable {
        if (bytes.length > config.form().maxSize()) {
            throw new Undeliverable(
                    Quarantine.TOO_LARGE,
                    bytes.length + " bytes are more than max-size, "
                            + config.form().maxSize());
        }
    }

    private Payload payload(byte[] bytes, boolean trimmed) {
        return new Payload(config.form().gzip() ? Gzip.deflated(bytes) : bytes, trimmed);
    }
}
