package org.sipverify.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** Text with variables in braces, to be filled from the facts of a call; a doubled brace is a literal brace. */
final class Template {
    static final String TARGET = "target";

    private static final Pattern PIECE = Pattern.compile("\\{\\{|}}|\\{(?<variable>[^{}]*)}|[^{}]+|[{}]");

    /** Stands for a variable where the signs around it are looked for. */
    private static final char VARIABLE = 0;

    private final String text;
    private final List<Piece> pieces;

    /** Where a variable stands in a header field, which says how its value must be written (RFC 3261 section 25.1). */
    enum Place {
        /** In the open. */
        PLAIN,
        /** In a quoted string, such as a display name. */
        QUOTED,
        /** Behind {@code <}: the value is a URL, or its beginning. */
        URL,
        /** Further on between {@code <} and {@code >}: the value is a part of a URI. */
        URI_PART
    }

    /** Gives the value of a variable as it must be written in its place. */
    @FunctionalInterface
    interface Values {
        String of(Variable variable, Place place);
    }

    /** A part of the text. */
    private sealed interface Piece {
        String fill(Values values);
    }

    private record Literal(String text) implements Piece {
        @Override
        public String fill(Values values) {
            return text;
        }
    }

    private record Insertion(Variable variable, Place place) implements Piece {
        @Override
        public String fill(Values values) {
            return values.of(variable, place);
        }
    }

    private Template(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = List.copyOf(pieces);
    }

    /** Reads a template and inserts the target, which is the same for all calls and never encoded. */
    static Template parse(String text, Target target) {
        var pieces = new ArrayList<Piece>();
        for (var found = PIECE.matcher(text); found.find(); ) {
            var name = found.group("variable");
            pieces.add(
                    name == null
                            ? new Literal(literal(found.group()))
                            : name.equals(TARGET)
                                    ? new Literal(target.toString())
                                    : new Insertion(Variable.parse(name), Place.PLAIN));
        }
        return new Template(text, placed(pieces));
    }

    private static String literal(String piece) {
        return switch (piece) {
            case "{{" -> "{";
            case "}}" -> "}";
            case "{" -> throw new IllegalArgumentException("a { is never closed; write {{ for a literal brace");
            case "}" -> throw new IllegalArgumentException("a } has no opening {; write }} for a literal brace");
            default -> piece;
        };
    }

    private static List<Piece> placed(List<Piece> pieces) {
        var shape = new StringBuilder();
        pieces.forEach(piece -> shape.append(piece.fill((variable, place) -> String.valueOf(VARIABLE))));
        var places = new ArrayDeque<>(places(shape.toString()));
        return pieces.stream()
                .map(piece -> piece instanceof Insertion it ? new Insertion(it.variable(), places.remove()) : piece)
                .toList();
    }

    /** The places of the variables, in order. A quote or bracket that is never closed is an ordinary character. */
    private static List<Place> places(String shape) {
        var places = new ArrayList<Place>();
        int end = -1;
        char open = ' ';
        for (int i = 0; i < shape.length(); i++) {
            char c = shape.charAt(i);
            if (i > end && (c == '"' || c == '<')) {
                end = c == '"' ? closingQuote(shape, i + 1) : shape.indexOf('>', i + 1);
                open = c;
            } else if (c == VARIABLE) {
                places.add(
                        i > end
                                ? Place.PLAIN
                                : open == '"' ? Place.QUOTED : shape.charAt(i - 1) == '<' ? Place.URL : Place.URI_PART);
            }
        }
        return places;
    }

    private static int closingQuote(String shape, int from) {
        for (int i = from; i < shape.length(); i++) {
            if (shape.charAt(i) == '"') {
                return i;
            }
            i += shape.charAt(i) == '\\' ? 1 : 0;
        }
        return -1;
    }

    /** The text with every variable replaced by its value from {@code values}. */
    String fill(Values values) {
        var filled = new StringBuilder();
        for (var piece : pieces) {
            filled.append(piece.fill(values));
        }
        return filled.toString();
    }

    /** Whether one of the variables is so. */
    boolean has(BiPredicate<Variable, Place> property) {
        return pieces.stream()
                .anyMatch(piece -> piece instanceof Insertion it && property.test(it.variable(), it.place()));
    }

    @Override
    public String toString() {
        return text;
    }
}
