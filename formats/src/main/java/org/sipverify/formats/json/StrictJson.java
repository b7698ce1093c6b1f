package org.sipverify.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipverify.formats.text.Utf8;

/**
 * JSON as RFC 8259 has it, from strangers: strict UTF-8, one value, no comments, no name twice, limited in depth and in
 * the length of numbers, and every number kept as it was written.
 */
public final class StrictJson {
    /** How deep values may nest; a vCon with a trace needs eight, a verifier's answer inside it a few more. */
    private static final int DEPTH = 100;

    /** As many as a verifier's answer may have, which goes into a vCon as it is. */
    private static final int DIGITS = 1000;

    /** The first second of the year 10000. Later times are nonsense, and nonsense overflows. */
    private static final long END_OF_TIME = 253_402_300_800L;

    /** A text may have any length: the caller has limited the bytes. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxNumberLength(DIGITS)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    /** By default Jackson leaves 16 KiB of buffers with each thread, and there can be thousands. */
    private static final RecyclerPool<BufferRecycler> POOL = JsonRecyclerPools.sharedBoundedPool();

    private static final JsonMapper STRICT = mapper(true);
    private static final JsonMapper REPEATED_NAMES = mapper(false);

    private StrictJson() {}

    /**
     * Names are not kept between texts: Jackson 2.22 shares one table of them, and names made to collide there break it
     * for the texts that come after (IllegalStateException from its rehash).
     */
    private static JsonMapper mapper(boolean strict) {
        var factory = JsonFactory.builder()
                .streamReadConstraints(LIMITS)
                .recyclerPool(POOL)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
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
     * @throws MalformedJsonException with line and column of the first mistake; a name that appears twice is one
     */
    public static JsonNode parse(byte[] utf8) throws MalformedJsonException {
        return parse(STRICT, utf8);
    }

    /** Likewise, where the last of the values under one name counts. */
    public static JsonNode parseLastWins(byte[] utf8) throws MalformedJsonException {
        return parse(REPEATED_NAMES, utf8);
    }

    /**
     * Reads one object.
     *
     * @throws MalformedJsonException when it is anything else
     */
    public static ObjectNode object(byte[] utf8) throws MalformedJsonException {
        if (parse(utf8) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedJsonException("not a JSON object");
    }

    /** Reads one object; empty when it is anything else, whatever the reason. */
    public static Optional<ObjectNode> objectOrNone(byte[] utf8) {
        try {
            return Optional.of(object(utf8));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** A new, empty object. */
    public static ObjectNode newObject() {
        return STRICT.createObjectNode();
    }

    /** The tree in UTF-8, without white space. */
    public static byte[] bytes(JsonNode node) {
        try {
            return STRICT.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree made here cannot be written", e);
        }
    }

    /** Text that is there and not empty. */
    public static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText()).filter(text -> node.isTextual() && !text.isEmpty());
    }

    /** Seconds since 1970: integers and whole floats such as 1.0; never fractions, booleans or text. */
    public static OptionalLong seconds(JsonNode node) {
        return node.isNumber() ? whole(node.decimalValue()) : OptionalLong.empty();
    }

    private static OptionalLong whole(BigDecimal number) {
        try {
            long seconds = number.longValueExact();
            return seconds >= 0 && seconds < END_OF_TIME ? OptionalLong.of(seconds) : OptionalLong.empty();
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** Jackson 2.22 throws NumberFormatException for numbers with absurd exponents, such as 1e99999999999. */
    private static JsonNode parse(JsonMapper mapper, byte[] utf8) throws MalformedJsonException {
        var text = Utf8.decode(utf8).orElseThrow(() -> new MalformedJsonException("not JSON: not UTF-8"));
        try {
            var value = mapper.readTree(text);
            if (value == null || value.isMissingNode()) {
                throw new MalformedJsonException("not JSON: empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException("not JSON: " + e.getOriginalMessage() + place(e));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MalformedJsonException("not JSON: not a valid number, or out of range");
        }
    }

    private static String place(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
