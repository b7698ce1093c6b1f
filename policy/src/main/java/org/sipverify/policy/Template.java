package org.sipverify.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text with variables in braces, to be filled from the facts of a call; a doubled brace is a literal brace. */
final class Template {
    static final String TARGET = "target";

    private static final Pattern PIECE = Pattern.compile("\\{\\{|}}|\\{(?<variable>[^{}]*)}|[^{}]+|[{}]");

    private final String text;
    private final List<Piece> pieces;

    /** A part of the text: literal, or a variable. */
    @FunctionalInterface
    private interface Piece {
        String fill(Function<Variable, String> values);
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
            pieces.add(name == null ? literal(found.group()) : variable(name, target));
        }
        return new Template(text, pieces);
    }

    private static Piece literal(String piece) {
        var literal =
                switch (piece) {
                    case "{{" -> "{";
                    case "}}" -> "}";
                    case "{" -> throw new IllegalArgumentException("a { is never closed; write {{ for a literal brace");
                    case "}" ->
                        throw new IllegalArgumentException("a } has no opening {; write }} for a literal brace");
                    default -> piece;
                };
        return values -> literal;
    }

    private static Piece variable(String name, Target target) {
        if (name.equals(TARGET)) {
            return values -> target.toString();
        }
        var variable = Variable.parse(name);
        return values -> values.apply(variable);
    }

    /** The text with every variable replaced by its value from {@code values}. */
    String fill(Function<Variable, String> values) {
        return pieces.stream().map(piece -> piece.fill(values)).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return text;
    }
}
