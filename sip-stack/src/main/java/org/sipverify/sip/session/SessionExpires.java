package org.sipverify.sip.session;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.sipverify.sip.Headers;

/**
 * How long a session lasts unless it is refreshed (RFC 4028 section 4).
 *
 * @param seconds the interval
 * @param refresher who refreshes it; empty if that is left open
 */
record SessionExpires(int seconds, Optional<Refresher> refresher) {
    private static final Pattern VALUE = Pattern.compile("([0-9]{1,9})[ \t]*(;.*)?");
    private static final Pattern REFRESHER = Pattern.compile("(?i);[ \t]*refresher[ \t]*=[ \t]*(uac|uas)\\b");

    /** By the roles in the transaction that says so. */
    enum Refresher {
        UAC,
        UAS
    }

    SessionExpires(int seconds, Refresher refresher) {
        this(seconds, Optional.of(refresher));
    }

    /** That of a message; empty if it has none, or one that is not valid. */
    static Optional<SessionExpires> of(Headers message) {
        return message.first("Session-Expires")
                .map(value -> VALUE.matcher(value.strip()))
                .filter(found -> found.matches())
                .map(found -> new SessionExpires(
                        Integer.parseInt(found.group(1)), refresher(found.group(2) == null ? "" : found.group(2))));
    }

    private static Optional<Refresher> refresher(String parameters) {
        var found = REFRESHER.matcher(parameters);
        return found.find()
                ? Optional.of(found.group(1).equalsIgnoreCase("uac") ? Refresher.UAC : Refresher.UAS)
                : Optional.empty();
    }

    /** The Min-SE of a message; empty if it has none, or one that is not valid. */
    static OptionalInt least(Headers message) {
        return message.first("Min-SE")
                .map(value -> VALUE.matcher(value.strip()))
                .filter(found -> found.matches())
                .map(found -> OptionalInt.of(Integer.parseInt(found.group(1))))
                .orElse(OptionalInt.empty());
    }

    boolean isBy(Refresher who) {
        return refresher.equals(Optional.of(who));
    }

    /** The value of the field. */
    String value() {
        return seconds
                + refresher
                        .map(who -> ";refresher=" + (who == Refresher.UAC ? "uac" : "uas"))
                        .orElse("");
    }
}
