package org.sipverify.vcon.content;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.sipverify.vcon.sip.Params;
import org.sipverify.vcon.sip.SipText;

/**
 * The session identifier of a call (RFC 7989).
 *
 * @param local the caller's half
 * @param remote the other half, zeros while it is unknown
 */
record SessionId(String local, String remote) {
    private static final Predicate<String> IS_HALF =
            Pattern.compile("[0-9a-f]{32}").asMatchPredicate();
    private static final String UNKNOWN = "0".repeat(32);

    static Optional<SessionId> of(SipText invite) {
        var value = invite.first("Session-ID").orElse("");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var local = value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        var remote = Params.first(value, "remote").toLowerCase(Locale.ROOT);
        return IS_HALF.test(local)
                ? Optional.of(new SessionId(local, IS_HALF.test(remote) ? remote : UNKNOWN))
                : Optional.empty();
    }
}
