package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** JSON of any shape, in lines for people. */
public final class JsonText {
    private JsonText() {}

    /** One line for a value, one for each element of a list; nothing for what is absent, null or empty. */
    public static List<String> lines(JsonNode value) {
        if (value.isArray()) {
            var all = new ArrayList<String>();
            value.forEach(element -> all.addAll(List.of(line(element))));
            all.removeIf(String::isEmpty);
            return all;
        }
        var line = line(value);
        return line.isEmpty() ? List.of() : List.of(line);
    }

    /** {@code code TOKEN_EXPIRED, message too old}; nested values in brackets. */
    public static String line(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            var parts = new ArrayList<String>();
            value.forEach(element -> parts.add(nested(element)));
            parts.removeIf(String::isEmpty);
            return String.join(", ", parts);
        }
        return value.isObject() ? fields(value) : value.asText("");
    }

    private static String fields(JsonNode object) {
        var parts = new ArrayList<String>();
        object.properties().forEach(field -> {
            var text = nested(field.getValue());
            if (!text.isEmpty()) {
                parts.add(field.getKey().replace('_', ' ') + " " + text);
            }
        });
        return String.join(", ", parts);
    }

    private static String nested(JsonNode value) {
        var line = line(value);
        return value.isContainerNode() && !line.isEmpty() && line.contains(", ") ? "[" + line + "]" : line;
    }
}
