package org.sipverify.sip.sips;

import java.util.regex.Pattern;
import org.sipverify.formats.net.HostPort;
import org.sipverify.formats.text.PlainText;

/**
 * A URI of From or To, as a probe sends it: its scheme is sips.
 *
 * @param user with the @ behind it; empty for none
 * @param host with its port where there is one
 * @param parameters each with a semicolon before it; may be empty
 */
public record SipsUri(String user, String host, String parameters) {
    private static final int LONGEST = 256;
    private static final String MARKS = "-A-Za-z0-9_.!~*'()%&=+$/:";
    private static final Pattern FORM =
            Pattern.compile("(?i:sips?):([" + MARKS + ",;?]+@)?([^@;?]+)((?:;[" + MARKS + "\\[\\]]+)*)");

    /**
     * Reads a sip or sips URI without header fields.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static SipsUri parse(String text) {
        var form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            throw new IllegalArgumentException("must be a SIPS URI such as sips:alice@example.com, of at most "
                    + LONGEST + " characters, not " + PlainText.cut(PlainText.onOneLine(text), LONGEST));
        }
        var user = form.group(1) == null ? "" : form.group(1);
        return new SipsUri(user, HostPort.parse(form.group(2)).toString(), form.group(3));
    }

    /** Of the domain alone, to which registrations go (RFC 3261 section 10.2). */
    String domain() {
        return "sips:" + host;
    }

    @Override
    public String toString() {
        return "sips:" + user + host + parameters;
    }
}
