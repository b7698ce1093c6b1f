package org.sipverify.verifier.text;

import java.util.regex.Pattern;

/** Telephone numbers as they stand in the user part of SIP and tel URIs, and as E.164 wants them. */
public final class TelephoneNumber {
    private static final Pattern SEPARATORS = Pattern.compile("[-. ()]");
    /** What would end the user part, or the URI, that the text is put into again. */
    private static final Pattern DELIMITERS = Pattern.compile("[@<>\"]");

    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9]{1,15}");
    private static final Pattern WITHOUT_PLUS = Pattern.compile("[1-9][0-9]{9,14}");
    private static final Pattern WITH_ACCESS_CODE = Pattern.compile("00[1-9][0-9]{6,14}");
    private static final Pattern NATIONAL = Pattern.compile("0[1-9][0-9]+");
    /** Country code and number together; fewer digits are a short code that happens to begin with a zero. */
    private static final Pattern LONG_ENOUGH = Pattern.compile("\\+[0-9]{7,15}");

    private TelephoneNumber() {}

    /**
     * The number in E.164 form, {@code +} and 1 to 15 digits, when the user part is a telephone number; otherwise the
     * text itself, percent-decoded and cut at the first {@code ;} (RFC 3966 section 3, RFC 3261 section 19.1.6).
     *
     * <p>Visual separators are dropped. Without {@code +}, 10 to 15 digits that do not begin with 0 count as complete;
     * numbers that begin with 0 or 00 are completed only when the country code is known. Short codes such as 911 stay
     * as they are. Control characters and the delimiters {@code @ < > "} never come out: they stay percent-encoded.
     *
     * @param userPart the part before the {@code @} of a SIP URI, or the number of a tel URI
     * @param countryCode the digits of the country calls come from, such as {@code 44}; empty when unknown
     */
    public static String canonical(String userPart, String countryCode) {
        var text = beforeParameters(PercentText.decode(userPart)
                .filter(decoded -> !DELIMITERS.matcher(decoded).find())
                .orElseGet(() -> PercentText.escape(userPart)));
        var dialled = SEPARATORS.matcher(text).replaceAll("");
        if (INTERNATIONAL.matcher(dialled).matches()) {
            return dialled;
        }
        if (WITHOUT_PLUS.matcher(dialled).matches()) {
            return "+" + dialled;
        }
        return countryCode.isEmpty() ? text : completed(dialled, countryCode, text);
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

    private static String completed(String dialled, String countryCode, String otherwise) {
        if (WITH_ACCESS_CODE.matcher(dialled).matches()) {
            return "+" + dialled.substring(2);
        }
        var complete = "+" + digits(countryCode) + dialled.substring(Math.min(1, dialled.length()));
        return NATIONAL.matcher(dialled).matches()
                        && LONG_ENOUGH.matcher(complete).matches()
                ? complete
                : otherwise;
    }

    private static String beforeParameters(String text) {
        int end = text.indexOf(';');
        return end < 0 ? text : text.substring(0, end);
    }
}
