package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;

/** Says in words for people what a schema found wrong. */
final class SchemaWords {
    private SchemaWords() {}

    static String wrong(Error error) {
        return switch (keyword(error)) {
            case "required" -> "\"" + error.getProperty() + "\" is missing";
            case "type" -> "is " + kind(error.getInstanceNode());
            case "enum", "const", "pattern", "minimum", "maximum" -> "is " + error.getInstanceNode();
            case "format" -> "is not a valid " + error.getSchemaNode().asText("") + ": " + error.getInstanceNode();
            case "false" -> "must not be here";
            default -> message(error);
        };
    }

    static String right(Error error) {
        return switch (keyword(error)) {
            case "required", "dependencies" -> "add it";
            case "type" -> "must be " + choice(error.getSchemaNode());
            case "enum" -> "must be one of " + choice(error.getSchemaNode());
            case "const" -> "must be " + error.getSchemaNode();
            case "minimum" -> "must be at least " + error.getSchemaNode();
            case "maximum" -> "must be at most " + error.getSchemaNode();
            case "pattern" -> "must match " + error.getSchemaNode().asText("");
            case "format" -> format(error.getSchemaNode().asText(""));
            case "false" -> "leave it out: " + description(error);
            default -> "see " + error.getSchemaLocation();
        };
    }

    private static String keyword(Error error) {
        var keyword = error.getKeyword();
        return keyword == null || keyword.isEmpty() ? "false" : keyword;
    }

    private static String message(Error error) {
        return String.valueOf(error.getMessage());
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a number that is not whole";
            case BOOLEAN -> "true or false";
            default -> "null";
        };
    }

    private static String choice(JsonNode allowed) {
        if (!allowed.isArray()) {
            return allowed.asText("");
        }
        var words = new ArrayList<String>();
        allowed.forEach(word -> words.add(word.asText("")));
        return String.join(", ", words);
    }

    private static String format(String name) {
        return switch (name) {
            case "date-time" -> "an RFC 3339 time such as 2026-11-20T10:00:00.120Z";
            case "uuid" -> "a UUID such as 01a1f866-0d78-8001-ab7f-8b4ea1b84909";
            case "uri" -> "an absolute URI";
            default -> "see " + name;
        };
    }

    /** Where a value is forbidden depends on the type of the dialog, which the path of the rule names. */
    private static String description(Error error) {
        var path = String.valueOf(error.getSchemaLocation());
        var rule = path.replaceAll(".*/definitions/([a-z-]+)/.*", "$1");
        return rule.equals(path) ? "these two exclude each other" : "a dialog of type " + rule + " has none";
    }
}
