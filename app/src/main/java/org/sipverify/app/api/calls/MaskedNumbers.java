package org.sipverify.app.api.calls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.sipverify.formats.number.TelephoneNumber;

/** Rows for those who may not see numbers: of each number the last four digits are left. */
final class MaskedNumbers {
    private static final String HIDDEN = "***";
    private static final int LAST = 4;
    private static final Set<String> NUMBERS = Set.of("caller", "callee");

    /** Neither has somebody's number, nor is it a text that others wrote. */
    private static final Set<String> SHOWN =
            Set.of("time", "uuid", "source", "transport", "outcome", "iat_age", "decision", "would", "code", "time_ms");

    /** An IPv4 address, which stays, or five digits and more, however they are separated. */
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}"
            + "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?![0-9.])|([0-9](?:[-. ()]{0,2}[0-9]){4,})");

    private MaskedNumbers() {}

    /** The fields of a row, in their order. The file of the vCon is for those who may read it. */
    static Map<String, Object> of(Map<String, Object> row) {
        var masked = new LinkedHashMap<String, Object>();
        row.forEach((name, value) -> masked.put(name, masked(name, value)));
        masked.replace("vcon", "");
        return masked;
    }

    private static Object masked(String name, Object value) {
        if (SHOWN.contains(name) || !(value instanceof String text)) {
            return value;
        }
        return NUMBERS.contains(name) ? number(text) : text(text);
    }

    /** What is not a number, such as a name, is hidden whole. */
    private static String number(String user) {
        var digits = TelephoneNumber.digits(user);
        if (user.isEmpty()) {
            return "";
        }
        return TelephoneNumber.isDigits(digits) ? last(digits) : HIDDEN;
    }

    static String text(String text) {
        return DIGITS.matcher(text).replaceAll(MaskedNumbers::shown);
    }

    private static String shown(MatchResult found) {
        var digits = found.group(1);
        return digits == null ? found.group() : last(digits.replaceAll("[^0-9]", ""));
    }

    private static String last(String digits) {
        return HIDDEN + digits.substring(Math.max(0, digits.length() - LAST));
    }
}
