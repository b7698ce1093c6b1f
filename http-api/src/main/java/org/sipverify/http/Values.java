package org.sipverify.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a body, or the parameters of a query, as far as they are there. Each has been checked by its {@link Field}.
 */
public record Values(Map<String, JsonNode> all) {
    /** No values. */
    public static final Values NONE = new Values(Map.of());

    /** Keeps its own map. */
    public Values {
        all = Map.copyOf(all);
    }

    /** Whether it is there. */
    public boolean has(String name) {
        return all.containsKey(name);
    }

    /** A text that must be there. */
    public String text(String name) {
        return value(name).textValue();
    }

    /** A text that may be left out. */
    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A whole number, or this one where it is left out. */
    public long whole(String name, long otherwise) {
        return has(name) ? value(name).longValue() : otherwise;
    }

    /** A flag, or this one where it is left out. */
    public boolean flag(String name, boolean otherwise) {
        return has(name) ? value(name).booleanValue() : otherwise;
    }

    private JsonNode value(String name) {
        return all.getOrDefault(name, MissingNode.getInstance());
    }
}
