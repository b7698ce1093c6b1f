package org.sipverify.sip.client;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.Headers;
import org.sipverify.sip.UriText;
import org.sipverify.sip.dns.Target;

/**
 * A request to send, without what belongs to one attempt: Via and credentials.
 *
 * @param uri the Request-URI
 * @param target where it goes: what the first Route says, or the Request-URI if there is none
 * @param contact that of this server, for requests that begin a dialog or change where it is reached; empty for none
 */
public record OutboundRequest(
        String method, String uri, Target target, Ids ids, Optional<OwnContact> contact, Content content) {
    private static final int LONGEST_METHOD = 32;
    private static final Set<String> WRITTEN_HERE =
            Set.of("via", "v", "from", "f", "to", "t", "call-id", "i", "cseq", "content-length", "l");

    /**
     * What identifies the request and its dialog (RFC 3261 sections 8.1.1 and 12).
     *
     * @param from the value of From, with its tag
     * @param to the value of To
     * @param cseq the number of its CSeq
     */
    public record Ids(String from, String to, String callId, int cseq) {
        public Ids {
            requireLine(from);
            requireLine(to);
            if (!isCallId(callId)) {
                throw new IllegalArgumentException("not a Call-ID: " + PlainText.onOneLine(callId));
            }
            if (cseq < 0) {
                throw new IllegalArgumentException("not a CSeq: " + cseq);
            }
        }
    }

    /** Header fields, and a body that is never written to. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Content(Headers headers, byte[] body) {
        /** Neither. */
        public static final Content NONE = new Content(Headers.NONE, new byte[0]);

        public Content {
            for (var field : headers.fields()) {
                if (WRITTEN_HERE.contains(field.name().toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException(field.name() + " is not to be set here");
                }
            }
        }
    }

    public OutboundRequest {
        if (!isMethod(method)) {
            throw new IllegalArgumentException("not a method: " + PlainText.onOneLine(method));
        }
        requireUri(uri);
    }

    /** Without a Contact, header fields or a body. */
    public OutboundRequest(String method, String uri, Target target, Ids ids) {
        this(method, uri, target, ids, Optional.empty(), Content.NONE);
    }

    /** The same with a Contact of that user, for requests that begin a dialog. */
    public OutboundRequest withContact(String user) {
        return withContact(new OwnContact(user, ""));
    }

    /** The same with that Contact. */
    public OutboundRequest withContact(OwnContact own) {
        return new OutboundRequest(method, uri, target, ids, Optional.of(own), content);
    }

    /** The same with these header fields instead. */
    public OutboundRequest withHeaders(Headers headers) {
        return new OutboundRequest(method, uri, target, ids, contact, new Content(headers, content.body()));
    }

    /** The same with a body of that type. */
    public OutboundRequest withBody(String type, byte[] body) {
        var headers = content.headers().overriddenBy(Headers.NONE.with("Content-Type", type));
        return new OutboundRequest(method, uri, target, ids, contact, new Content(headers, body));
    }

    /** The same with these header fields and that body instead. */
    public OutboundRequest withContent(Headers headers, byte[] body) {
        return new OutboundRequest(method, uri, target, ids, contact, new Content(headers, body));
    }

    /** The ACK of a 2xx to this INVITE that begins no dialog, as its sender breaks the rules. */
    public OutboundRequest ackOf(Response answer) {
        var to = answer.headers().first("To").orElse(ids.to());
        return new OutboundRequest("ACK", uri, target, new Ids(ids.from(), to, ids.callId(), answer.cseq()));
    }

    /** The same with neither header fields nor a body, for the memory that they take. */
    public OutboundRequest withoutContent() {
        return new OutboundRequest(method, uri, target, ids, contact, Content.NONE);
    }

    private static void requireLine(String text) {
        if (text.isEmpty() || hasControlCharacter(text)) {
            throw new IllegalArgumentException("not a header field value: " + PlainText.onOneLine(text));
        }
    }

    /** Capital letters first of all; digits and hyphens behind one. */
    private static boolean isMethod(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean follows = (c >= '0' && c <= '9') || c == '-';
            if ((c < 'A' || c > 'Z') && (at == 0 || !follows)) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_METHOD;
    }

    /** Visible characters of ASCII. */
    private static boolean isCallId(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) <= ' ' || text.charAt(at) >= 127) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean hasControlCharacter(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < ' ' || text.charAt(at) == 127) {
                return true;
            }
        }
        return false;
    }

    private static void requireUri(String uri) {
        if (!UriText.is(uri)) {
            throw new IllegalArgumentException("not a URI: " + PlainText.onOneLine(uri));
        }
    }
}
