package org.sipverify.sip.transfer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.sip.dialog.Dialog;
import org.sipverify.sip.leg.LegTable;

/**
 * The dialog that an INVITE takes the place of, as the recipient of the INVITE has it (RFC 3891 section 6.1).
 *
 * @param toTag that of the recipient
 * @param fromTag that of its peer
 * @param isEarlyOnly whether only a dialog is meant that is not confirmed
 */
public record Replaces(String callId, String toTag, String fromTag, boolean isEarlyOnly) {
    /** The header field. */
    static final String NAME = "Replaces";

    private static final Pattern CALL_ID = Pattern.compile("[\\x21-\\x7e&&[^;,<>\"]]{1,256}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,256}");

    /** Reads a value; empty if it is not valid. */
    static Optional<Replaces> parse(String value) {
        var parts = value.split(";", -1);
        var callId = parts[0].strip();
        String toTag = "";
        String fromTag = "";
        boolean isEarlyOnly = false;
        for (int i = 1; i < parts.length; i++) {
            var part = parts[i].split("=", 2);
            var text = part.length == 2 ? part[1].strip() : "";
            switch (part[0].strip().toLowerCase(Locale.ROOT)) {
                case "to-tag" -> toTag = text;
                case "from-tag" -> fromTag = text;
                case "early-only" -> isEarlyOnly = true;
                default -> {} // a generic parameter says nothing that is known
            }
        }
        boolean isValid = CALL_ID.matcher(callId).matches()
                && TAG.matcher(toTag).matches()
                && TAG.matcher(fromTag).matches();
        return isValid ? Optional.of(new Replaces(callId, toTag, fromTag, isEarlyOnly)) : Optional.empty();
    }

    /** The confirmed dialog beyond the one here that is meant: what has to be replaced in truth. */
    Optional<Dialog> beyond(LegTable table) {
        return isEarlyOnly ? Optional.empty() : table.beyond(new Dialog.Id(callId, toTag, fromTag));
    }

    /** What the peer of this dialog has to hear to replace it. */
    static Replaces of(Dialog dialog) {
        var id = dialog.id();
        return new Replaces(id.callId(), id.remoteTag(), id.localTag(), false);
    }

    /** The value of the field. */
    String value() {
        return callId + ";to-tag=" + toTag + ";from-tag=" + fromTag + (isEarlyOnly ? ";early-only" : "");
    }
}
