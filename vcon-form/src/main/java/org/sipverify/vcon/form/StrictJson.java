package org.sipverify.vcon.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as RFC 8259 has it: UTF-8, one value, no comments, limited in depth and in the length of numbers, and every number
 * kept as it was written.
 */
public final class StrictJson {
    /** How deep values may nest; a vCon with a trace needs eight, a verifier's answer inside it a few more. */
    private static final int DEPTH = 100;

    /** As many as a verifier's answer may have, which goes into a vCon as it is. */
    private static final int DIGITS = 1000;

    /** A text is as long as it likes: who hands over bytes has bounded them. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxNumberLength(DIGITS)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    private static final JsonMapper REPEATED_NAMES = mapper(false);
    private static final JsonMapper STRICT = mapper(true);

    private StrictJson() {}

    private static JsonMapper mapper(boolean strict) {
        var factory = JsonFactory.builder()
                .streamReadConstraints(LIMITS)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /**
     * Reads one value.
     *
     * @throws MalformedVconException saying line and column of the first mistake; a name that appears twice is one
     */
    public static JsonNode parse(byte[] utf8) throws MalformedVconException {
        return parse(STRICT, utf8);
    }

    /** The same, where of values under one name the last counts. */
    public static JsonNode parseLastWins(byte[] utf8) throws MalformedVconException {
        return parse(REPEATED_NAMES, utf8);
    }

    /**
     * Reads one object.
     *
     * @throws MalformedVconException when it is anything else
     */
    public static ObjectNode object(byte[] utf8) throws MalformedVconException {
        if (parse(utf8) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedVconException("no JSON object");
    }

    private static JsonNode parse(JsonMapper mapper, byte[] utf8) throws MalformedVconException {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            var value = mapper.readTree(text.toString());
            if (value == null || value.isMissingNode()) {
                throw new MalformedVconException("not JSON: empty");
            }
            return value;
        } catch (CharacterCodingException e) {
            throw new MalformedVconException("not JSON: not UTF-8");
        } catch (JsonProcessingException e) {
            throw new MalformedVconException("not JSON: " + e.getOriginalMessage() + place(e));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MalformedVconException("not JSON: a number that is none, or too large");
        }
    }

    private static String place(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return STRICT.createObjectNode();
    }

    /** The tree in UTF-8, without white space. */
    public static byte[] bytes(JsonNode node) {
        try {
            return STRICT.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own cannot be written", e);
        }
    }
}
