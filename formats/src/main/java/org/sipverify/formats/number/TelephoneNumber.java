package org.sipverify.formats.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.text.PercentEncoding;
import org.sipverify.formats.text.PlainText;

/** Telephone numbers as they stand in the user part of SIP and tel URIs, and as E.164 wants them. */
public final class TelephoneNumber {
    private static final Pattern SEPARATORS = Pattern.compile("[-. ()]");
    /** What would end the user part, or the URI, that the text is put into again. */
    private static final Pattern DELIMITERS = Pattern.compile("[@<>\"]");

    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9]{1,15}");
    private static final String CONTEXT = "phone-context";

    private TelephoneNumber() {}

    /**
     * The number in E.164 form, {@code +} and 1 to 15 digits, when the user part is a telephone number that is complete
     * or can be completed; otherwise the text itself, percent-decoded and cut at the first {@code ;} (RFC 3966 section
     * 3, RFC 3261 section 19.1.6).
     *
     * <p>Visual separators are dropped. A number with a {@code phone-context} is local (RFC 3966 section 5.1.5): a
     * context that begins with {@code +} completes it, with any other it stays as it is. Control characters and the
     * delimiters {@code @ < > "} never come out: they stay percent-encoded.
     *
     * @param userPart the part before the {@code @} of a SIP URI, or the number of a tel URI, with their parameters
     * @param plan completes numbers without {@code +} and without a context
     */
    public static String canonical(String userPart, NumberingPlan plan) {
        var text = plain(userPart);
        var number = beforeParameters(text);
        var dialled = SEPARATORS.matcher(number).replaceAll("");
        if (INTERNATIONAL.matcher(dialled).matches()) {
            return dialled;
        }
        var contexts = contexts(text);
        var digits = contexts.isEmpty() ? plan.complete(dialled) : inContext(dialled, contexts, plan);
        return digits.map(it -> "+" + it).orElse(number);
    }

    /** Whether the number has a context that does not complete it: digits that mean something else elsewhere. */
    public static boolean isLocal(String userPart, NumberingPlan plan) {
        return !contexts(plain(userPart)).isEmpty()
                && !canonical(userPart, plan).startsWith("+");
    }

    /** Whether the text has a {@code phone-context} among its parameters. */
    public static boolean hasContext(String userPart) {
        return !contexts(plain(userPart)).isEmpty();
    }

    /** Whether two numbers have the same digits, with or without a leading {@code +}; false for anything else. */
    public static boolean same(String a, String b) {
        return isDigits(digits(a)) && digits(a).equals(digits(b));
    }

    /** Without the leading {@code +}. */
    public static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    /** 1 to 15 ASCII digits. */
    public static boolean isDigits(String text) {
        return INTERNATIONAL.matcher("+" + text).matches();
    }

    /** Several contexts contradict each other. */
    private static Optional<String> inContext(String dialled, List<String> contexts, NumberingPlan plan) {
        var context = SEPARATORS.matcher(contexts.get(0)).replaceAll("");
        boolean global = contexts.size() == 1 && INTERNATIONAL.matcher(context).matches();
        return Optional.of(digits(context) + dialled)
                .filter(digits -> global && !dialled.isEmpty() && isDigits(digits) && plan.isPossible(digits));
    }

    /** The values of every {@code phone-context}; empty text for one without a value. */
    private static List<String> contexts(String text) {
        var contexts = new ArrayList<String>();
        for (int at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
            int next = text.indexOf(';', at + 1);
            var parameter = text.substring(at + 1, next < 0 ? text.length() : next);
            int equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (name.trim().equalsIgnoreCase(CONTEXT)) {
                contexts.add(equals < 0 ? "" : parameter.substring(equals + 1).trim());
            }
        }
        return contexts;
    }

    private static String plain(String userPart) {
        return PercentEncoding.decode(userPart)
                .filter(decoded -> !DELIMITERS.matcher(decoded).find())
                .orElseGet(() -> PercentEncoding.encode(userPart, c -> !PlainText.unsafe(c)));
    }

    private static String beforeParameters(String text) {
        int end = text.indexOf(';');
        return end < 0 ? text : text.substring(0, end);
    }
}
