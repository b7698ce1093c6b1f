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

    private static final String CONTEXT = "phone-context";

    private TelephoneNumber() {}

    /**
     * The number in E.164 form, {@code +} and digits, when the user part is a telephone number that is complete or
     * can be completed; otherwise the text itself, percent-decoded and cut at the first {@code ;} (RFC 3966 section 3,
     * RFC 3261 section 19.1.6).
     *
     * <p>Visual separators are dropped. A number with a {@code phone-context} is local (RFC 3966 section 5.1.5): a context
     * that begins with {@code +} completes it, with any other it stays as it is. Control characters and the delimiters
     * {@code @ < > "} never come out: they stay percent-encoded.
     *
     * @param userPart the part before the {@code @} of a SIP URI, or the number of a tel URI, with their parameters
     * @param plan completes numbers without {@code +} and without a context
     */
    public static String canonical(String userPart, NumberingPlan plan) {
        if (plan.isWhole(userPart)) { // most are: nothing is to be decoded or cut off
            return userPart;
        }
        var text = plain(userPart);
        var number = beforeParameters(text);
        var dialled = withoutSeparators(number);
        if (plan.isWhole(dialled)) {
            return dialled;
        }
        var contexts = contexts(text);
        return (contexts.isEmpty() ? plan.complete(dialled) : inContext(dialled, contexts, plan)).orElse(number);
    }

    /**
     * Whether the digits must not be compared with those of a signed number: they have a context that does not complete
     * them, or are too many.
     */
    public static boolean isLocal(String userPart, NumberingPlan plan) {
        if (plan.isWhole(userPart)) {
            return false;
        }
        var text = plain(userPart);
        boolean comparable = !text.startsWith("+") && contexts(text).isEmpty(); // of most, without completing it again
        return !comparable && !plan.isWhole(canonical(userPart, plan));
    }

    /** Whether the text has a {@code phone-context} among its parameters. */
    public static boolean hasContext(String userPart) {
        boolean mayHave = userPart.indexOf(';') >= 0 || userPart.indexOf('%') >= 0;
        return mayHave && !contexts(plain(userPart)).isEmpty();
    }

    /**
     * Whether two numbers have the same digits, with or without a leading {@code +} and visual separators; false for
     * anything else (RFC 8224 section 8.3).
     */
    public static boolean same(String a, String b) {
        var digits = digits(withoutSeparators(a));
        return isDigits(digits) && digits.equals(digits(withoutSeparators(b)));
    }

    private static String withoutSeparators(String number) {
        return SEPARATORS.matcher(number).replaceAll("");
    }

    /** Without the leading {@code +}. */
    public static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    /** 1 to 20 ASCII digits. */
    public static boolean isDigits(String text) {
        return areDigits(text, 0);
    }

    /** Whether 1 to 20 ASCII digits, and nothing else, follow from there on. */
    static boolean areDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return text.length() > from && text.length() - from <= NumberingPlan.MAX_DIGITS;
    }

    /** Several contexts contradict each other. */
    private static Optional<String> inContext(String dialled, List<String> contexts, NumberingPlan plan) {
        var context = withoutSeparators(contexts.get(0));
        boolean global = contexts.size() == 1 && context.startsWith("+") && areDigits(context, 1);
        return global && isDigits(dialled) ? plan.inContext(digits(context) + dialled) : Optional.empty();
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
