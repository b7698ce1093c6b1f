package org.sipverify.sip.stack;

import java.util.regex.Pattern;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;

/** The hops that are left for a call (RFC 3261 section 16.6, step 3): a loop through this server ends. */
final class MaxForwards {
    private static final String NAME = "Max-Forwards";
    private static final int DEFAULT = 70;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    /** The header fields with one hop less than the INVITE has, which has one at least. */
    static Headers next(Invite invite, Headers headers) {
        return headers.with(NAME, Integer.toString(left(invite) - 1));
    }

    private static int left(Invite invite) {
        return invite.headers()
                .first(NAME)
                .map(String::strip)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Integer::parseInt)
                .orElse(DEFAULT + 1);
    }

    private MaxForwards() {}
}
