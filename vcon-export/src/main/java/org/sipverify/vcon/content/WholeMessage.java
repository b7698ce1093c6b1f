package org.sipverify.vcon.content;

import org.sipverify.vcon.sip.SipText;

/**
 * Checks whether bytes are one whole message that every reader reads the same (RFC 3261 section 7): receivers refuse a
 * vCon with an attachment that is declared a message and is not one. The trace has what can be read of it.
 */
final class WholeMessage {
    private final byte[] octets;
    private final int body;

    private WholeMessage(SipText text) {
        this.octets = text.bytes();
        this.body = text.bodyStart();
    }

    /** Whether it is one of the call of this name, and as long as it says. */
    static boolean is(SipText text, String callId) {
        var message = new WholeMessage(text);
        var length = Integer.toString(message.octets.length - message.body);
        return (text.isRequest() ? isRequest(text.startLine()) : text.status() > 0 && hasBlanks(text.startLine(), 2))
                && message.hasHeader()
                && text.callId().equals(callId)
                && text.first("Content-Length").orElse(length).equals(length);
    }

    private static boolean isRequest(String line) {
        var uri = line.indexOf(' ') + 1;
        var version = line.lastIndexOf(" SIP/2.0");
        return uri > 1
                && uri < version
                && version + " SIP/2.0".length() == line.length()
                && hasNoControls(line)
                && line.indexOf(' ', uri) == version
                && KeptHeaders.isToken(line, uri - 1);
    }

    private static boolean hasNoControls(String line) {
        for (var at = 0; at < line.length(); at++) {
            if (line.charAt(at) < ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasBlanks(String line, int number) {
        var at = -1;
        for (var blank = 0; blank < number; blank++) {
            at = line.indexOf(' ', at + 1);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** Lines that end in CR LF and have a name each, up to an empty one. */
    private boolean hasHeader() {
        var line = afterFolds(afterLine(0));
        while (line > 0 && line + 2 < body && isNamed(line)) {
            line = afterFolds(afterLine(line));
        }
        return line > 0 && line + 2 == body && afterLine(line) == body;
    }

    private boolean isNamed(int line) {
        for (var at = line; at < body && !isLineEnd(octets[at]); at++) {
            if (octets[at] == ':' && at > line) {
                return true;
            }
        }
        return false;
    }

    /** Behind the CR LF that ends a line; -1 when it ends otherwise. */
    private int afterLine(int from) {
        var end = from;
        while (end < body && !isLineEnd(octets[end])) {
            end++;
        }
        return end + 1 < body && octets[end] == '\r' && octets[end + 1] == '\n' ? end + 2 : -1;
    }

    private int afterFolds(int from) {
        var line = from;
        while (line > 0 && line < body && (octets[line] == ' ' || octets[line] == '\t')) {
            line = afterLine(line);
        }
        return line;
    }

    private static boolean isLineEnd(byte octet) {
        return octet <= '\r' && (octet == '\r' || octet == '\n');
    }
}
