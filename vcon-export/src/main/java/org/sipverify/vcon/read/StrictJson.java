package org.sipverify.vcon.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON as RFC 8259 has it: UTF-8, one value, no comments, limited in depth and in the length of numbers. */
public final class StrictJson {
    /** How deep values may nest; a vCon with a trace needs eight, a verifier's answer inside it a few more. */
    public static final int DEPTH = 100;

    private static final int DIGITS = 100;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxNumberLength(DIGITS)
            .maxStringLength(VconReader.BYTES)
            .build();

    private static final ObjectMapper REPEATED_NAMES = mapper(false);
    private static final ObjectMapper STRICT = mapper(true);

    private StrictJson() {}

    private static ObjectMapper mapper(boolean strict) {
        var factory = JsonFactory.builder()
                .streamReadConstraints(LIMITS)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .build();
        return new ObjectMapper(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * Reads one value.
     *
     * @throws UnreadableVconException saying line and column of the first mistake; a name that appears twice is one
     */
    public static JsonNode parse(byte[] utf8) throws UnreadableVconException {
        return parse(STRICT, utf8);
    }

    /** The same, where of values under one name the last counts. */
    public static JsonNode parseLastWins(byte[] utf8) throws UnreadableVconException {
        return parse(REPEATED_NAMES, utf8);
    }

    private static JsonNode parse(ObjectMapper mapper, byte[] utf8) throws UnreadableVconException {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            var value = mapper.readTree(text.toString());
            if (value == null || value.isMissingNode()) {
                throw new UnreadableVconException("not JSON: empty");
            }
            return value;
        } catch (CharacterCodingException e) {
            throw new UnreadableVconException("not JSON: not UTF-8");
        } catch (JsonProcessingException e) {
            throw new UnreadableVconException("not JSON: " + e.getOriginalMessage() + place(e));
        }
    }

    private static String place(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
