package org.sipverify.sip.dialog;

import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.sip.Headers;

/**
 * What a PRACK acknowledges (RFC 3262 section 7.2).
 *
 * @param response the RSeq of a provisional response to an INVITE
 * @param cseq the number of that INVITE
 */
public record RAck(long response, long cseq) {
    private static final Pattern VALUE = Pattern.compile("([0-9]{1,10})[ \t]+([0-9]{1,10})[ \t]+INVITE");

    /** That of a PRACK; empty if it has none, or one that is not valid. */
    public static Optional<RAck> of(Headers prack) {
        return prack.first("RAck")
                .map(value -> VALUE.matcher(value.strip()))
                .filter(found -> found.matches())
                .map(found -> new RAck(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))));
    }

    /** As a field of a PRACK. */
    public Headers field() {
        return Headers.NONE.with("RAck", response + " " + cseq + " INVITE");
    }
}
