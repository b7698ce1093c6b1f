package org.sipverify.vcon.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"parties\":[]} | UNSIGNED",
                "{\"analysis\":[]} | UNSIGNED",
                "{\"payload\":\"\",\"signatures\":[]} | SIGNED",
                "{\"ciphertext\":\"\",\"recipients\":[]} | ENCRYPTED"
            })
    void theMembersTellTheForm(String json, Form form) throws Exception {
        assertEquals(form, Form.of(StrictJson.object(json.getBytes(UTF_8))));
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
                "{\"payload\":\"e30\",\"signatures\":[]}",
                "{\"ciphertext\":\"\",\"recipients\":[]}"
            })
    void whatHasNoPlainVconInItIsRefused(String json) {
        assertThrows(MalformedVconException.class, () -> Unsigned.of(json.getBytes(UTF_8)));
    }

    @Test
    void numbersAreWrittenAsTheyWereRead() throws Exception {
        var json = "{\"parties\":[],\"dialog\":[{\"duration\":66.500,\"sip_cseq\":4294967295,\"x\":1E+2}]}";

        assertEquals(json, new String(StrictJson.bytes(StrictJson.object(json.getBytes(UTF_8))), UTF_8));
    }

    @Test
    void gzipIsToldByItsFirstBytes() throws Exception {
        var bytes = "{\"parties\":[]}".getBytes(UTF_8);

        assertArrayEquals(bytes, Gzip.inflated(bytes));
        assertArrayEquals(bytes, Gzip.inflated(Gzip.deflated(bytes)));
        assertArrayEquals(bytes, Unsigned.of(Gzip.deflated(bytes)));
    }

    @Test
    void brokenGzipIsRefused() {
        var whole = Gzip.deflated("{\"parties\":[]}".getBytes(UTF_8));

        assertThrows(MalformedVconException.class, () -> Gzip.inflated(Arrays.copyOf(whole, whole.length - 4)));
    }

    @Test
    void aBombIsNotInflated() {
        var bomb = Gzip.deflated(new byte[Gzip.LARGEST + 1]);

        assertThrows(MalformedVconException.class, () -> Gzip.inflated(bomb));
    }
}
