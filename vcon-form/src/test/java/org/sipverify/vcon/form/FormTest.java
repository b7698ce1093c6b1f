package org.sipverify.vcon.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.formats.json.StrictJson;

class FormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"parties\":[]} | Unsigned",
                "{\"analysis\":[]} | Unsigned",
                "{\"payload\":\"eyJwYXJ0aWVzIjpbXX0\",\"signatures\":[]} | Signed",
                "{\"ciphertext\":\"\",\"recipients\":[]} | Encrypted"
            })
    void theMembersTellTheForm(String json, String form) throws Exception {
        assertEquals(form, VconReader.read(json.getBytes(UTF_8)).getClass().getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"uuid\":\"x\"}",
                "{\"parties\":[],\"parties\":[]}",
                "{\"parties\":[]} {}",
                "{\"parties\":[]",
                "{\"payload\":\"?\",\"signatures\":[]}",
                "{\"payload\":\"e30\",\"signatures\":[]}"
            })
    void whatIsNoVconIsRefused(String json) {
        assertThrows(MalformedVconException.class, () -> VconReader.read(json.getBytes(UTF_8)));
    }

    @Test
    void anEncryptedOneHasNoPlainVconToShow() throws Exception {
        var encrypted = VconReader.read("{\"ciphertext\":\"\",\"recipients\":[]}".getBytes(UTF_8));

        assertTrue(encrypted.plain().isEmpty());
        assertTrue(encrypted.vcon().isEmpty());
    }

    @Test
    void numbersAreWrittenAsTheyWereRead() throws Exception {
        var json = "{\"parties\":[],\"dialog\":[{\"duration\":66.500,\"sip_cseq\":4294967295,\"x\":1E+2}]}";

        assertEquals(json, new String(StrictJson.bytes(StrictJson.object(json.getBytes(UTF_8))), UTF_8));
    }

    @Test
    void gzipIsToldByItsFirstBytes() throws Exception {
        var bytes = "{\"parties\":[]}".getBytes(UTF_8);

        assertArrayEquals(bytes, Gzip.inflated(bytes, 100));
        assertArrayEquals(bytes, Gzip.inflated(Gzip.deflated(bytes), 100));
        assertArrayEquals(bytes, VconReader.read(Gzip.deflated(bytes)).octets());
    }

    @Test
    void brokenGzipIsRefused() {
        var whole = Gzip.deflated("{\"parties\":[]}".getBytes(UTF_8));

        assertThrows(MalformedVconException.class, () -> Gzip.inflated(Arrays.copyOf(whole, whole.length - 4), 100));
    }

    @Test
    void aBombIsNotInflated() throws Exception {
        var most = 1 << 20;

        assertEquals(most, Gzip.inflated(Gzip.deflated(new byte[most]), most).length);
        assertThrows(MalformedVconException.class, () -> Gzip.inflated(Gzip.deflated(new byte[most + 1]), most));
    }
}
