package org.sipverify.app.api.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.IndexedCall.Handling;

class RecordedCallTest {
    private static final String PLAIN =
            "{\"uuid\":\"x\",\"parties\":[],\"dialog\":[],\"attachments\":[],\"analysis\":[]}";

    @TempDir
    private Path directory;

    private static RecordedCall of(Path file) {
        var call = SampleCalls.to("+14155550199");
        var then = call.handling();
        var named = new Handling(then.decision(), then.would(), then.rule(), then.answer(), file.toString());
        return RecordedCall.of(
                new IndexedCall(call.uuid(), call.time(), call.parties(), call.arrival(), call.verdict(), named));
    }

    private Path file(byte[] octets) throws IOException {
        var uuid = SampleCalls.to("+14155550199").uuid();
        return Files.write(directory.resolve(uuid + ".vcon"), octets);
    }

    @Test
    void aPackedFileIsUnpacked() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(PLAIN.getBytes(UTF_8));
        }
        var recorded = of(file(packed.toByteArray()));

        assertArrayEquals(PLAIN.getBytes(UTF_8), recorded.json());
        assertTrue(recorded.call().isPresent());
        assertEquals("", recorded.problem());
    }

    @Test
    void anEncryptedOneIsThereAndCannotBeLookedInto() throws Exception {
        var recorded = of(file("{\"ciphertext\":\"x\",\"recipients\":[]}".getBytes(UTF_8)));

        assertTrue(recorded.isThere());
        assertTrue(recorded.vcon().isEmpty());
        assertTrue(recorded.problem().contains("is encrypted"), recorded.problem());
        assertEquals(0, recorded.messages().size());
        assertTrue(recorded.verification().isMissingNode());
        assertEquals("", recorded.passport());
    }

    @Test
    void whatIsGoneBrokenOrAnotherFileIsSaid() throws Exception {
        var gone = of(directory.resolve(SampleCalls.to("").uuid() + ".vcon"));
        assertTrue(gone.problem().contains("no longer there"), gone.problem());

        var broken = of(file("{".getBytes(UTF_8)));
        assertTrue(broken.problem().startsWith("the vCon cannot be read: "), broken.problem());

        var other = of(Files.writeString(directory.resolve("secret.vcon"), PLAIN));
        assertFalse(other.isThere());
        assertTrue(other.problem().contains("is not the vCon of this call"), other.problem());
    }
}
