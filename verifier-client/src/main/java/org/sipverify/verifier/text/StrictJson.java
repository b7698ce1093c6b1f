package org.sipverify.verifier.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** JSON objects from strangers: strict UTF-8, no duplicate names, nothing after the end, bounded depth and numbers. */
public final class StrictJson {
    /** The first second of the year 10000. Later times are nonsense, and nonsense overflows. */
    private static final long END_OF_TIME = 253_402_300_800L;

    /** By default Jackson leaves 16 KiB of buffers with each thread, and a call that waits keeps its thread. */
    private static final RecyclerPool<BufferRecycler> POOL = JsonRecyclerPools.sharedBoundedPool();

    /**
     * Names are not kept between texts: Jackson 2.22 shares one table of them, and names made to collide there break it for
     * the texts that come after (IllegalStateException from its rehash).
     */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .recyclerPool(POOL)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /** The object that the bytes are; empty when they are anything else. */
    public static Optional<ObjectNode> object(byte[] bytes) {
        return PercentText.utf8(bytes).flatMap(StrictJson::object);
    }

    /** An empty object to be filled. */
    public static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /** The tree as UTF-8, without white space. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own cannot be written", e);
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

    /** Jackson 2.22 lets numbers with absurd exponents, such as 1e99999999999, out as NumberFormatException. */
    private static Optional<ObjectNode> object(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException | NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
