package org.sipverify.vcon.privacy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.call.SecretKind;

/**
 * Finds what looks like a credential or a key anywhere in a text: what follows the name of a credential header or
 * parameter, passwords in URIs, keys of SDP, tokens behind their scheme, and all these behind escapes and in base64. A
 * value of x's is skipped: it has been masked before.
 *
 * <p>It reads the text once, forward. From a colon, an equals sign or a blank it looks back no further than over the
 * one word before it, and what it has read ahead it does not read ahead again, so the time is linear whatever the text.
 */
final class SecretText {
    /** Base64 in escapes in base64: no producer nests deeper, and each layer costs time. */
    private static final int LAYERS = 3;

    private static final String VALUE_ENDS = ";,<> \t\r\n\"";
    private static final String QUERY_ENDS = "&>\r\n";

    private final Text text;
    private final int layers;
    private final int body;
    private final SdpKeys sdp;
    private final HarmlessRuns harmless;
    private final List<Span> found = new ArrayList<>();
    private int runStart;
    private int nextUserinfo;
    private int lastAt = -1;
    private boolean isEscaped;

    private SecretText(Text text, int layers, int body, HarmlessRuns harmless) {
        this.text = text;
        this.layers = layers;
        this.body = body;
        this.harmless = harmless;
        this.sdp = new SdpKeys(text, this::add);
    }

    static List<Span> in(String text) {
        return in(text, new HarmlessRuns());
    }

    /** The same of one of several texts, which may have base64 in common. */
    static List<Span> in(String text, HarmlessRuns harmless) {
        return Text.isHarmless(text)
                ? List.of()
                : new SecretText(new Text(text), LAYERS, text.length(), harmless).look();
    }

    /**
     * The same of a message.
     *
     * @param body where its body begins; base64 may begin anywhere there, as attributes of SDP have no common form
     */
    static List<Span> in(Text message, int body) {
        return new SecretText(message, LAYERS, body, new HarmlessRuns()).look();
    }

    private List<Span> inside(String decoded) {
        return new SecretText(text.inside(decoded), layers - 1, decoded.length(), new HarmlessRuns()).look();
    }

    private List<Span> look() {
        for (var at = text.behind(0, Base64Run.LETTERS);
                at < text.length();
                at = text.behind(at + 1, Base64Run.LETTERS)) {
            var c = text.at(at);
            if (c == '/') {
                slash(at);
            } else {
                run(at);
                at = mark(c, at);
                runStart = at + 1;
            }
        }
        run(text.length());
        if (isEscaped && layers > 0) {
            escapes();
        }
        return found;
    }

    /** The last character that was dealt with: this one, or the end of what was found. */
    private int mark(char c, int at) {
        switch (c) {
            case ':' -> {
                return colon(at);
            }
            case '=' -> {
                return equalsSign(at);
            }
            case ' ', '\t' -> {
                return blank(at);
            }
            case '%', '\\' -> isEscaped = isEscaped || Escapes.isOne(text, at);
            default -> {}
        }
        return at;
    }

    private int colon(int at) {
        if (at >= nextUserinfo) {
            var scheme = Schemes.before(text, at);
            if (scheme >= 0) {
                uri(scheme, text.afterBlanks(at + 1), false);
            } else if (isSlash(at + 1) && isSlash(at + 2)) {
                uri(Schemes.start(text, at), at + 3, true);
            }
        }
        var name = endOfName(at);
        var sdpKey = sdp.behind(name, at);
        if (sdpKey > at) {
            return sdpKey;
        }
        var kind = Names.field(text, name);
        if (kind == null || (kind == SecretKind.AUTH_TOKEN && text.isPort(at + 1))) {
            return at;
        }
        return hide(at + 1, text.endOfLine(at), kind);
    }

    /** Before the blanks, quotes and backslashes that JSON and sloppy writers put behind a name. */
    private int endOfName(int colon) {
        var end = text.beforeBlanks(colon);
        while (end > 0 && isBehindName(text.at(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isBehindName(char c) {
        return c == '"' || c == '\'' || c == '\\' || Text.isBlank(c);
    }

    /** A relative reference may begin with its authority (RFC 3986 section 4.2). */
    private void slash(int at) {
        if (at >= nextUserinfo && isSlash(at + 1) && (at == 0 || text.at(at - 1) != ':')) {
            uri(at, at + 2, true);
        }
    }

    private boolean isSlash(int at) {
        return at < text.length() && text.at(at) == '/';
    }

    private void uri(int start, int from, boolean authority) {
        var before = text.beforeBlanks(start);
        var bracketed = before > 0 && text.at(before - 1) == '<';
        var userinfo = authority ? Userinfo.ofAuthority(text, from, bracketed) : Userinfo.ofSip(text, from, bracketed);
        if (userinfo.password() >= 0) {
            add(userinfo.password(), userinfo.at(), SecretKind.URI_PASSWORD);
        }
        nextUserinfo = userinfo.end();
        lastAt = userinfo.at();
    }

    private int equalsSign(int at) {
        var end = text.beforeBlanks(at);
        if (sdp.isKeyLine(end)) {
            return sdp.keyLine(at);
        }
        var kind = Names.parameter(text, end);
        if (kind == null && isEscaped) {
            kind = escapedName(end);
        }
        return kind == null ? at : value(startOfName(end), at, kind);
    }

    /** The name of a header field in a URI may be percent-encoded (RFC 3261 section 19.1.1). */
    private @Nullable SecretKind escapedName(int end) {
        var start = startOfName(end);
        for (var at = start; at < end; at++) {
            if (text.at(at) == '%') {
                var decoded = Escapes.decode(text.inside(text.part(start, end))).decoded();
                return Names.parameter(text.inside(decoded), decoded.length());
            }
        }
        return null;
    }

    private int startOfName(int end) {
        var start = end;
        while (start > 0 && (Text.isAlphanumeric(text.at(start - 1)) || "-_.%".indexOf(text.at(start - 1)) >= 0)) {
            start--;
        }
        return start;
    }

    private int value(int name, int at, SecretKind kind) {
        var inQuery = name > 0 && "?&#".indexOf(text.at(name - 1)) >= 0;
        var ofUri = inQuery && kind != SecretKind.PARAMETER ? SecretKind.URI_HEADER : SecretKind.PARAMETER;
        var from = text.afterBlanks(at + 1);
        return isQuote(from)
                ? hide(from + 1, endOfQuoted(from + 1), ofUri)
                : hide(from, endOfValue(from, inQuery ? QUERY_ENDS : VALUE_ENDS), ofUri);
    }

    private int endOfValue(int from, String marks) {
        var limit = lastAt >= from ? lastAt : text.length(); // a parameter of the user ends where the userinfo does
        var at = from;
        while (at < limit && marks.indexOf(text.at(at)) < 0) {
            at++;
        }
        return at;
    }

    private int endOfQuoted(int from) {
        var at = from;
        while (at < text.length() && text.at(at) != '"' && (!Text.isLineEnd(text.at(at)) || text.isFold(at))) {
            at += text.at(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    /** Credentials after the name of their scheme (RFC 9110 section 11.4), whatever precedes it. */
    private int blank(int at) {
        var end = AuthSchemes.behindWord(text, at);
        if (!AuthSchemes.mayEnd(text, end)) {
            return at;
        }
        if (AuthSchemes.isToken(text, end)) {
            var from = text.afterBlanks(at);
            var quoted = isQuote(from) ? from + 1 : from;
            return hide(quoted, endOfValue(quoted, VALUE_ENDS), SecretKind.AUTH_SCHEME);
        }
        return AuthSchemes.isDigest(text, end, at)
                ? hide(text.afterBlanks(at), text.endOfLine(at), SecretKind.AUTH_SCHEME)
                : at;
    }

    private boolean isQuote(int at) {
        return at < text.length() && text.at(at) == '"';
    }

    private void run(int end) {
        if (end - runStart >= Base64Run.SHORTEST && layers > 0) {
            longRun(end);
        }
    }

    private void longRun(int end) {
        if (runStart >= body) {
            for (var from = runStart; from < runStart + 4 && !isRun(from, end); from++) {}
        } else if (!harmless.has(text, runStart, end)) {
            headerRun(end);
        }
    }

    private void headerRun(int end) {
        if (isRun(runStart, end)) {
            return;
        }
        var glued = layers == LAYERS ? Base64Run.behindPrefix(text, runStart, end) : runStart;
        if ((glued - runStart & 3) == 0 || !isRun(glued, end)) {
            harmless.add(text, runStart, end);
        }
    }

    private boolean isRun(int from, int end) {
        for (var decoded : Base64Run.texts(text, from, end)) {
            var spans = inside(decoded);
            if (!spans.isEmpty()) {
                add(runStart, end, spans.get(0).kind());
                return true;
            }
        }
        return false;
    }

    private void escapes() {
        var escapes = Escapes.decode(text);
        var origin = escapes.origin();
        for (var span : inside(escapes.decoded())) {
            add(origin[span.from()], origin[span.to()], span.kind());
        }
    }

    /** Where to continue: after what is hidden. */
    private int hide(int from, int to, SecretKind kind) {
        add(from, to, kind);
        return Math.max(from, to) - 1;
    }

    private void add(int from, int to, SecretKind kind) {
        for (var at = from; at < to; at++) {
            if ("xX \t\"'\r\n".indexOf(text.at(at)) < 0) {
                found.add(new Span(from, to, kind));
                return;
            }
        }
    }
}
