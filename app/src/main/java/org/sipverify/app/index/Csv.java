package org.sipverify.app.index;

import java.util.Collection;
import java.util.stream.Collectors;
import org.sipverify.vcon.show.Terminal;

/** Comma-separated values (RFC 4180). */
public final class Csv {
    /** What a spreadsheet takes for the beginning of a formula; digits after a sign are a number. */
    private static final String FORMULA = "=-@+";

    private Csv() {}

    /** One line, without its end. */
    public static String line(Collection<?> values) {
        return values.stream().map(it -> value(String.valueOf(it))).collect(Collectors.joining(","));
    }

    private static String value(String text) {
        var safe = Terminal.safe(text);
        var tame = isFormula(safe) ? "'" + safe : safe;
        return tame.chars().anyMatch(c -> c == ',' || c == '"') ? "\"" + tame.replace("\"", "\"\"") + "\"" : tame;
    }

    private static boolean isFormula(String text) {
        if (text.isEmpty() || text.matches("[+-]?[0-9]+")) {
            return false;
        }
        return FORMULA.indexOf(text.charAt(0)) >= 0;
    }
}
