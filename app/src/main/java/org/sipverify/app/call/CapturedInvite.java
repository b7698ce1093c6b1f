package org.sipverify.app.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.sipverify.sip.Invite;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.sip.stack.InviteReader;

/** Reads an INVITE from text that a person keeps: pasted from an editor, or out of a capture. */
public final class CapturedInvite {
    /** What sngrep and others write before a message: lines with a time, or with addresses and an arrow. */
    private static final Pattern CAPTURE_LINES = Pattern.compile(
            "^(?:(?:[^\\n]*(?:[0-9]:[0-9]{2}:[0-9]{2}|->)[^\\n]*|[ \\t]*)\\n)+(?=[A-Z]+ \\S+ SIP/2\\.0\\n)");

    /**
     * Reads one.
     *
     * @param source the address it counts as received from
     */
    public static Invite read(String text, InetSocketAddress source) throws MalformedMessageException {
        return InviteReader.read(onTheWire(text), source);
    }

    /** Editors write bare line feeds and omit the empty line at the end; SIP allows neither. */
    private static byte[] onTheWire(String text) {
        var message = CAPTURE_LINES.matcher(text.replace("\r\n", "\n")).replaceFirst("");
        var lines = message.stripTrailing() + "\n\n";
        return lines.replace("\n", "\r\n").getBytes(UTF_8);
    }

    private CapturedInvite() {}
}
