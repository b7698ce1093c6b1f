package org.sipverify.app.api.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.index.IndexedCall;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.show.ShownMessage;

/**
 * What the vCon of a call has, as far as it can be read.
 *
 * @param json the unpacked file, in whatever form it is; empty when there is none
 * @param vcon the unsigned form inside; absent when it cannot be read
 * @param problem why it cannot, in a sentence; empty when it can
 */
@SuppressWarnings("ArrayRecordComponent") // nobody else has it
record RecordedCall(byte[] json, Optional<ObjectNode> vcon, String problem) {
    private static final byte[] NOTHING = {};

    /** Reads the file that the row names. */
    static RecordedCall of(IndexedCall call) {
        var name = call.handling().vcon();
        if (name.isEmpty()) {
            return without("this call has no vCon, or it is not written yet");
        }
        var file = Path.of(name);
        if (!String.valueOf(file.getFileName()).startsWith(call.uuid().toString())) {
            return without("the index names a file that is not the vCon of this call");
        }
        try {
            return read(VconReader.unpacked(VconReader.bytes(file)));
        } catch (NoSuchFileException e) {
            return without("the vCon is no longer there: see vcon.retention");
        } catch (IOException e) {
            return without("the vCon cannot be read: " + IoFailure.text(e));
        } catch (MalformedVconException e) {
            return without("the vCon cannot be read: " + e.getMessage());
        }
    }

    private static RecordedCall without(String why) {
        return new RecordedCall(NOTHING, Optional.empty(), why);
    }

    private static RecordedCall read(byte[] json) {
        try {
            var vcon = VconReader.read(json).vcon();
            return new RecordedCall(
                    json,
                    vcon,
                    vcon.isPresent() ? "" : "the vCon is encrypted: fetch it and use \"sip-verify vcon decrypt\"");
        } catch (MalformedVconException e) {
            return new RecordedCall(json, Optional.empty(), "the vCon cannot be read: " + e.getMessage());
        }
    }

    boolean isThere() {
        return json.length > 0;
    }

    Optional<Call> call() {
        return vcon.map(Call::of);
    }

    /** Those of all legs, in the order of time. */
    List<ShownMessage> messages() {
        return call().map(ShownMessage::all).orElse(List.of());
    }

    /** The server's own report on how verification went; missing where it was not verified. */
    JsonNode verification() {
        return call().map(it -> it.report().verification()).orElse(MissingNode.getInstance());
    }

    /** The PASSporT of the caller, a compact JWT; empty when there is none. */
    String passport() {
        return vcon.map(it -> it.path("parties").path(0).path("stir").asText(""))
                .orElse("");
    }
}
