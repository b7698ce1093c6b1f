package org.sipverify.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A field of a request's JSON body, or a parameter of its query.
 *
 * @param meaning for the description of the API
 */
public record Field(String name, Type type, boolean required, String meaning) {
    /** What values it may have. */
    public sealed interface Type {
        /** A text of at most so many characters; one of the choices where there are any. */
        record Text(int longest, List<String> choices) implements Type {
            /** Keeps its own list. */
            public Text {
                choices = List.copyOf(choices);
            }
        }

        /** A whole number between these, both included. */
        record Whole(long least, long most) implements Type {}

        /** True or false. */
        record Flag() implements Type {}
    }

    /** A text that must be there and not empty. */
    public static Field text(String name, int longest, String meaning) {
        return new Field(name, new Type.Text(longest, List.of()), true, meaning);
    }

    /** One of these texts, which must be there. */
    public static Field choice(String name, List<String> choices, String meaning) {
        var longest = choices.stream().mapToInt(String::length).max().orElse(0);
        return new Field(name, new Type.Text(longest, choices), true, meaning);
    }

    /** A whole number that must be there. */
    public static Field whole(String name, long least, long most, String meaning) {
        return new Field(name, new Type.Whole(least, most), true, meaning);
    }

    /** True or false, which must be there. */
    public static Field flag(String name, String meaning) {
        return new Field(name, new Type.Flag(), true, meaning);
    }

    /** The same, which may be left out. */
    public Field optional() {
        return new Field(name, type, false, meaning);
    }

    /** What is wrong with a value; empty when nothing is. */
    public Optional<String> mistake(JsonNode value) {
        if (type instanceof Type.Text text) {
            return isText(value, text) ? Optional.empty() : Optional.of(wanted(text));
        }
        if (type instanceof Type.Whole whole) {
            boolean fits = value.isIntegralNumber()
                    && value.canConvertToLong()
                    && value.longValue() >= whole.least()
                    && value.longValue() <= whole.most();
            return fits
                    ? Optional.empty()
                    : Optional.of("must be a whole number from " + whole.least() + " to " + whole.most());
        }
        return value.isBoolean() ? Optional.empty() : Optional.of("must be true or false");
    }

    private static boolean isText(JsonNode value, Type.Text type) {
        return value.isTextual()
                && !value.textValue().isEmpty()
                && value.textValue().length() <= type.longest()
                && (type.choices().isEmpty() || type.choices().contains(value.textValue()));
    }

    private static String wanted(Type.Text type) {
        return type.choices().isEmpty()
                ? "must be a text of 1 to " + type.longest() + " characters"
                : "must be one of " + String.join(", ", type.choices());
    }
}
