package org.sipverify.app.call;

import java.util.Set;
import java.util.stream.Collectors;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.formats.text.PercentEncoding;
import org.sipverify.formats.text.PlainText;
import org.sipverify.policy.Decision;

/** How much of telephone numbers the log shows ({@code log.numbers}); the audit has them in full. */
public enum LoggedNumbers {
    /** Whole numbers. */
    FULL,
    /** The default: country code and the last two digits, {@code +44***56}. */
    MASKED,
    /** No numbers. */
    NONE;

    private static final String ABSENT = "none";
    private static final String HIDDEN = "***";
    private static final int LAST = 2;

    /** Fewer digits than this would be told by the two that are left. */
    private static final int FEWEST = 6;

    private static final int LONGEST = 128;

    /** Country codes of two digits (ITU-T E.164); 1 and 7 have one digit, and all others three. */
    private static final Set<String> OF_TWO = Set.of(
            "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
            "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
            "86", "90", "91", "92", "93", "94", "95", "98");

    /** The end of a call's line: who calls whom. */
    String parties(CallParties parties) {
        return this == NONE ? "" : ", from=" + shown(parties.orig()) + ", to=" + shown(parties.dest());
    }

    /** A decision: action, the status of a response, and where the call goes; of a bridge each target in order. */
    String decision(Decision decision) {
        return decision.action() + " "
                + decision.match(
                        redirect -> redirect.status() + " " + destination(redirect.destination()),
                        reject -> "" + reject.status(),
                        bridge -> bridge.targets().stream()
                                .map(target -> destination(target.toString()))
                                .collect(Collectors.joining(" ")));
    }

    /** One field's value cannot look like another field: what has a meaning in the line is percent-encoded. */
    private String shown(String user) {
        return switch (this) {
            case FULL -> user.isEmpty() ? ABSENT : encoded(PlainText.cut(user, LONGEST));
            case MASKED -> user.isEmpty() ? ABSENT : masked(user);
            case NONE -> "";
        };
    }

    private static String encoded(String text) {
        return PercentEncoding.encode(text, c -> c > ' ' && c < 0x7f && c != ',' && c != '%');
    }

    /** What is not a number, such as a name, is hidden whole. */
    private static String masked(String user) {
        var digits = TelephoneNumber.digits(user);
        if (!TelephoneNumber.isDigits(digits) || digits.length() < FEWEST) {
            return HIDDEN;
        }
        var country = user.startsWith("+") ? "+" + countryCode(digits) : "";
        return country + HIDDEN + digits.substring(digits.length() - LAST);
    }

    private static String countryCode(String digits) {
        if (digits.startsWith("1") || digits.startsWith("7")) {
            return digits.substring(0, 1);
        }
        var two = digits.substring(0, 2);
        return OF_TWO.contains(two) ? two : digits.substring(0, 3);
    }

    /** The number of a URI is shown like the others, and parameters, which may repeat it, only with whole numbers. */
    private String destination(String uri) {
        if (this == FULL) {
            return encoded(uri);
        }
        int scheme = uri.indexOf(':') + 1;
        int at = uri.indexOf('@');
        var host = at < 0 && !uri.startsWith("tel:") ? uri.substring(scheme) : at < 0 ? "" : uri.substring(at + 1);
        var user = at < 0 ? uri.startsWith("tel:") ? uri.substring(scheme) : "" : uri.substring(scheme, at);
        var number = user.isEmpty() ? "" : shown(user.split(";", 2)[0]);
        var separator = number.isEmpty() || host.isEmpty() ? "" : "@";
        return encoded(uri.substring(0, scheme) + number + separator + host.split("[;?]", 2)[0]);
    }
}
