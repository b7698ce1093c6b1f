package org.sipverify.vcon.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.VconSamples;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;
import org.sipverify.vcon.show.CallScreen;
import org.sipverify.vcon.show.Glyphs;
import org.sipverify.vcon.show.Ladder;
import org.sipverify.vcon.show.SvgLadder;
import org.sipverify.vcon.show.TextLadder;
import org.sipverify.vcon.validate.Validation;

/** Whatever a file holds, it is shown, judged or refused; nothing is thrown but the refusal. */
class RobustnessTest {
    static final List<String> SAMPLES = VconSamples.NAMES;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "1e999",
            "99999999999999999999999999",
            "0.5",
            "\"\"",
            "\"\\u0000\\ud800\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "[null, -5, \"a\", {}]",
            "{\"\": {\"~/\": null}}",
            "\"9999999999-99-99T99:99:99Z\"");

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void anyValueMayHaveAnyType(String name) throws Exception {
        var paths = new ArrayList<String>();
        pointers(VconSamples.json(name), "", paths);
        var random = new Random(11);
        for (var path : paths) {
            var vcon = VconSamples.json(name);
            replace(vcon, path, JSON.readTree(ODD.get(random.nextInt(ODD.size()))));
            useIn(vcon);
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aFileMayEndAnywhere(String name) throws Exception {
        var whole = VconSamples.json(name).toString().getBytes(StandardCharsets.UTF_8);
        for (var end = 0; end < whole.length; end += 97) {
            var part = java.util.Arrays.copyOf(whole, end);
            assertThrows(MalformedVconException.class, () -> VconReader.read(part));
            assertEquals(1, Validation.of(part).size());
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void anyBytesMayBeOtherBytes(String name) {
        var whole = VconSamples.bytes(name);
        var random = new Random(13);
        for (var round = 0; round < 200; round++) {
            var changed = whole.clone();
            for (var i = 0; i < 1 + round % 5; i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            use(changed);
        }
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoVconIsRefusedInWords(byte[] bytes, String why) {
        var refusal = assertThrows(MalformedVconException.class, () -> VconReader.read(bytes));

        assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal::getMessage);
        assertEquals(1, Validation.of(bytes).size());
    }

    static Stream<Arguments> whatIsNoVconIsRefusedInWords() throws Exception {
        return Stream.of(
                argumentSet("nothing", new byte[0], "empty"),
                argumentSet("a number", text("5"), "must be a JSON object"),
                argumentSet("an empty object", text("{}"), "neither parties"),
                argumentSet("two values", text("{\"parties\": []} {}"), "line 1"),
                argumentSet("a comment", text("/* */ {}"), "not JSON"),
                argumentSet("NaN", text("{\"parties\": NaN}"), "not JSON"),
                argumentSet("Latin-1", new byte[] {'"', (byte) 0xfc, '"'}, "not UTF-8"),
                argumentSet("deep", text("{\"parties\":" + "[".repeat(5000)), "nesting depth"),
                argumentSet("a huge number", text("{\"parties\": " + "9".repeat(5000) + "}"), "length"),
                argumentSet("half a gzip", half(gzip(text("{\"parties\": []}"))), "broken gzip"),
                argumentSet("a gzip bomb", gzip(new byte[VconReader.BYTES + 1]), "larger than 16 MiB"),
                argumentSet("a payload of nothing", text("{\"payload\": \"\", \"signatures\": []}"), "empty"),
                argumentSet("a payload of noise", text("{\"payload\": \"*\", \"signatures\": []}"), "not base64url"),
                argumentSet("signed without end", signedOften(), "signed more than 4 times over"));
    }

    @Test
    void packedAndSignedFormsAreRead() throws Exception {
        var vcon = VconSamples.json("redirected-call");
        var packed = gzip(text(vcon.toString()));

        assertEquals(
                vcon.toString(), String.valueOf(VconReader.read(packed).vcon().orElseThrow()));
        assertEquals(
                vcon.toString(),
                String.valueOf(VconReader.read(signed(packed)).vcon().orElseThrow()));
        assertEquals(
                "signed, not verified here", VconReader.read(signed(packed)).text());
    }

    private static void useIn(JsonNode vcon) {
        use(text(vcon.toString()));
    }

    private static void use(byte[] bytes) {
        Validation.of(bytes);
        try {
            var form = VconReader.read(bytes);
            Summary.of(form, "f").instant();
            form.vcon().map(Call::of).ifPresent(call -> {
                CallScreen.lines(call, form.text(), 80);
                TextLadder.lines(Ladder.of(call), 80, Glyphs.UNICODE);
                SvgLadder.of(Ladder.of(call));
            });
        } catch (MalformedVconException refused) {
            assertTrue(!String.valueOf(refused.getMessage()).isEmpty());
        }
    }

    private static void pointers(JsonNode value, String at, List<String> all) {
        if (value.isObject()) {
            value.fieldNames().forEachRemaining(name -> pointers(value.get(name), at + "/" + name, all));
        }
        for (var i = 0; value.isArray() && i < value.size(); i++) {
            pointers(value.get(i), at + "/" + i, all);
        }
        if (!at.isEmpty()) {
            all.add(at);
        }
    }

    private static void replace(JsonNode root, String pointer, JsonNode value) {
        var name = pointer.substring(pointer.lastIndexOf('/') + 1);
        var parent = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
        if (parent instanceof ObjectNode object) {
            object.set(name, value);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(name), value);
        }
    }

    private static byte[] signedOften() {
        var inner = text("{\"parties\": []}");
        for (var i = 0; i < 6; i++) {
            inner = signed(inner);
        }
        return inner;
    }

    private static byte[] signed(byte[] payload) {
        var base64 = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
        return text("{\"payload\": \"" + base64 + "\", \"signatures\": []}");
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] half(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
